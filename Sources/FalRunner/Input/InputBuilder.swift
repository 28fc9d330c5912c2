import FalCore
import FalMedia
package import FalRegistry
import FalSystem

/// Puts an input together from what people write, and remembers which of its values are local files.
///
/// What cannot be read as its field's type stays text, so that the validation says what is wrong with it, together with
/// everything else.
package struct InputBuilder {
  private let schema: SchemaNode
  /// `nil` where words come from a file: what such a one names is not read, and not uploaded.
  private let sources: InputSources?
  package private(set) var input: ModelInput
  /// What is wrong, and could not be left to the validation.
  package private(set) var issues: [InputIssue] = []
  /// What was set by a word; a list is emptied before its first item, and gets one item more with each further word.
  private var assigned: Set<JSONPath> = []

  /// - Parameters:
  ///   - base: What the input is before words change it; no text in it is the name of a file.
  ///   - schema: What the model takes.
  ///   - sources: Where contents come from that words do not hold themselves; `nil` for nowhere.
  package init(base: ModelInput, schema: SchemaNode, sources: InputSources?) {
    self.schema = schema
    self.sources = sources
    input = base
  }

  /// Sets what a word says.
  package mutating func apply(_ word: InputAssignment) async throws(RunError) {
    var place = JSONPath()
    var node: SchemaNode? = schema
    for step in word.path.steps {
      let next: JSONStep
      switch step {
      case .name(let name): next = .name(name)
      case .index(let index): next = .index(index)
      case .next: next = .index(nextIndex(of: place))
      }
      node = node?.node(at: next)
      place.append(next)
    }
    switch word.value {
    case .json(let text): setJSON(text, at: place)
    case .textFile(let path):
      if let sources { set(.string(try sources.text(path)), at: place) } else { setOutside(path, at: place) }
    case .text(let text): try await set(text, at: place, node)
    }
  }

  /// Gives an input another value, in which texts may name files as words do.
  mutating func replace(_ name: String, by value: JSON) async throws(RunError) {
    let place: JSONPath = [.name(name)]
    input.files = input.files.filter { !$0.key.starts(with: place) }
    input.json[name] = value
    if sources != nil { try await findFiles(in: value, at: place, schema.node(at: .name(name))) }
  }

  private mutating func findFiles(in value: JSON, at place: JSONPath, _ node: SchemaNode?) async throws(RunError) {
    switch value {
    case .string(let text):
      guard let node, let kind = node.mediaKind, node.item == nil else { return }
      input.json[place: place[...]] = .null
      try await setMedia(text, kind, at: place, node)
    case .array(let items):
      for (index, item) in items.enumerated() {
        try await findFiles(in: item, at: place + [.index(index)], node?.node(at: .index(index)))
      }
    case .object(let members):
      for (name, member) in members {
        try await findFiles(in: member, at: place + [.name(name)], node?.node(at: .name(name)))
      }
    case .null, .bool, .number: break
    }
  }

  /// The position of one more item of a list, of which the first replaces what was there.
  private mutating func nextIndex(of list: JSONPath) -> Int {
    if assigned.insert(list).inserted { remove(list) }
    return input.json[place: list[...]].array?.count ?? 0
  }

  private mutating func set(_ text: String, at place: JSONPath, _ node: SchemaNode?) async throws(RunError) {
    guard let node else { return set(.string(text), at: place) }
    // A list takes items one by one, unless it is written out.
    if node.item != nil, let items = SchemaNode.list(of: text) {
      for item in items { try await add(item, to: place, node) }
      if items.isEmpty { remove(place) }
      return
    }
    if let item = node.item, !(node.mediaKind == nil && node.hasOtherBranch(for: text)) {
      if item.mediaKind != nil, let addresses = try await references(text, item.mediaKind ?? .file) {
        for address in addresses { setMedia(address, at: place + [.index(nextIndex(of: place))], item) }
        return
      }
      return try await set(text, at: place + [.index(nextIndex(of: place))], item)
    }
    guard let kind = node.mediaKind else { return set(node.value(of: text) ?? .string(text), at: place) }
    try await setMedia(text, kind, at: place, node)
  }

  /// Sets a text that stands for media.
  private mutating func setMedia(
    _ text: String,
    _ kind: MediaKind,
    at place: JSONPath,
    _ node: SchemaNode
  ) async throws(RunError) {
    guard let sources else { return setMedia(text, at: place, node) }
    if let addresses = try await references(text, kind) { return setMedia(addresses.first ?? "", at: place, node) }
    if text == "@-", sources.standardInput != nil { return setFile(.standardInput, at: place, node) }
    let isNamed = text.hasPrefix("@")
    guard isNamed || !MediaAddress.isFetched(text) else { return setMedia(text, at: place, node) }
    switch sources.file(isNamed ? String(text.dropFirst()) : text) {
    case .found(let path): setFile(.file(path), at: place, node)
    case .missing(let path):
      if isNamed || Self.looksLikeFile(text) {
        issue("not-a-media-reference", "there is no file \(path)", at: place)
      }
      if isNamed { setFile(.file(path), at: place, node) } else { setMedia(text, at: place, node) }
    case .refused(let reason):
      issue("not-a-media-reference", reason, at: place)
      setMedia(text, at: place, node)
    }
  }

  /// Whether a text that is no address is named as files are.
  private static func looksLikeFile(_ text: String) -> Bool {
    !MediaAddress.isAddress(text) && FileExtensions.contentType(ofName: text) != nil
  }

  /// Adds an item of a list that is written out, whose texts may be files as others may.
  private mutating func add(_ item: JSON, to list: JSONPath, _ node: SchemaNode) async throws(RunError) {
    let place = list + [.index(nextIndex(of: list))]
    guard let text = item.string, let node = node.item else { return set(item, at: place) }
    try await set(text, at: place, node)
  }

  /// The addresses that `@last` and `@request:ID` stand for; `nil` for any other text.
  private func references(_ text: String, _ kind: MediaKind) async throws(RunError) -> [String]? {
    guard let media = sources?.media else { return nil }
    if text == "@last" || text.hasPrefix("@last:") { return try await media(text, kind) }
    guard text.hasPrefix("@request:") else { return nil }
    return try await media(String(text.dropFirst("@request:".count)), kind)
  }

  private mutating func setOutside(_ path: String, at place: JSONPath) {
    issue("not-a-media-reference", "only the command line may name files of this machine, as \(path)", at: place)
  }

  private mutating func setMedia(_ address: String, at place: JSONPath, _ node: SchemaNode) {
    set(.string(address), at: node.isFileObject ? place + [.name("url")] : place)
  }

  private mutating func setFile(_ file: LocalMedia, at place: JSONPath, _ node: SchemaNode) {
    let place = node.isFileObject ? place + [.name("url")] : place
    set(.string(file.name), at: place)
    input.files[place] = file
  }

  private mutating func setJSON(_ text: String, at place: JSONPath) {
    do throws(JSONParseError) {
      set(try JSON(parsing: text, duplicateNames: .reject), at: place)
    } catch {
      set(.null, at: place)
      issue("json", "the JSON is wrong: \(error)", at: place)
    }
  }

  private mutating func set(_ value: JSON, at place: JSONPath) {
    if assigned.contains(where: { $0.starts(with: place) }) {
      return issue("repeated", "it is given twice, and is no list", at: place)
    }
    assigned.insert(place)
    for length in 1..<max(place.count, 1) {
      let outer = Array(place[..<length])
      let current = input.json[place: outer[...]]
      // A value set by a word before is not silently replaced by an object or list around this one.
      if assigned.contains(outer), !current.isNull, current.array == nil, current.object == nil {
        return issue("type", "\(outer.place) is given as a value of its own, too", at: place)
      }
    }
    input.files = input.files.filter { !$0.key.starts(with: place) }
    input.json[place: place[...]] = value
  }

  private mutating func remove(_ place: JSONPath) {
    input.files = input.files.filter { !$0.key.starts(with: place) }
    input.json[place: place[...]] = .array([])
  }

  private mutating func issue(_ rule: String, _ message: String, at place: JSONPath) {
    issues.append(InputIssue(field: place.place, rule: rule, message: message))
  }
}

extension SchemaNode {
  /// Whether a value that may also be a list is something else when it is written like this.
  fileprivate func hasOtherBranch(for text: String) -> Bool {
    guard case .union(let branches) = shape else { return false }
    return branches.contains { $0.item == nil && $0.value(of: text) != nil }
  }
}
