import FalRegistry
import FalSystem

/// The name of an output with placeholders, as a user writes it: `cats/{index}-{name}.{ext}`.
package struct OutputTemplate: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case text(String)
    case placeholder(OutputPlaceholder)
    /// The value of a line of a batch.
    case column(String)
  }

  package static let standardText = "{timestamp}_{model}_{index}.{ext}"

  /// Where results go when nobody says otherwise: the folder in which falkit runs.
  package static let standard = OutputTemplate(
    parts: [
      .placeholder(.timestamp), .text("_"), .placeholder(.model), .text("_"), .placeholder(.index), .text("."),
      .placeholder(.ext),
    ]
  )

  /// The same for the lines of a batch.
  package static let ofBatch = OutputTemplate(
    parts: [
      .placeholder(.timestamp), .text("_"), .placeholder(.model), .text("_"), .column(lineColumn), .text("_"),
      .placeholder(.index), .text("."), .placeholder(.ext),
    ]
  )

  /// The column that every batch has.
  package static let lineColumn = "line"

  /// Where downloads from an address go when nobody says otherwise.
  package static let ofAddress = OutputTemplate(parts: [.placeholder(.name), .text("."), .placeholder(.ext)])

  let parts: [Part]

  private init(parts: [Part]) {
    self.parts = parts
  }

  /// Reads a template; one that names a folder keeps the standard name, or another one, inside it.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - name: What files are called in a folder.
  ///   - columns: What values of a batch's lines are called, which may stand in braces, too.
  ///   - what: What errors call the template.
  /// - Throws: `RunError` of kind `usage` for a placeholder that there is not.
  package init(
    _ text: String,
    inFolders name: OutputTemplate = .standard,
    columns: Set<String> = [],
    named what: String = "the template"
  ) throws(RunError) {
    guard !text.isEmpty else { throw RunError(.usage, "\(what) needs a file or a folder, and is empty") }
    guard !text.utf8.contains(0) else { throw RunError(.usage, "\(what): no file has such a name") }
    let isFolder = text.hasSuffix("/") || text == "." || text == ".." || FilePath.isFolder(text)
    var parts = try Self.parts(of: text, columns, what)
    if isFolder { parts += (text.hasSuffix("/") ? [] : [.text("/")]) + name.parts }
    self.parts = parts
  }

  /// The columns that it names.
  package var columns: Set<String> {
    Set(parts.compactMap { part in if case .column(let name) = part { name } else { nil } })
  }

  private static func parts(of text: String, _ columns: Set<String>, _ what: String) throws(RunError) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: "}") else {
        throw RunError(.usage, "\(what): a { has no } in '\(text)'", remedy: .explainRun)
      }
      let name = String(rest[..<close])
      let placeholder = OutputPlaceholder(rawValue: name)
      if columns.contains(name), placeholder?.isOfInput != true {
        parts.append(.column(name))
      } else if let placeholder {
        parts.append(.placeholder(placeholder))
      } else {
        throw unknown(name, columns, what)
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  private static func unknown(_ name: String, _ columns: Set<String>, _ what: String) -> RunError {
    let known = OutputPlaceholder.allCases.map(\.rawValue) + columns.sorted()
    let list = known.map { "{\($0)}" }.joined(separator: " ")
    let nearest = NearestNames.of(name, among: known).map { "{\($0)}" }
    return RunError(.usage, "\(what) has no placeholder {\(name)}; there are \(list)", suggestions: nearest)
  }

  /// The folder in front of all placeholders, with a slash at the end; empty for the current one.
  var folder: String {
    guard case .text(let text)? = parts.first else { return "" }
    return FilePath.folder(of: text)
  }

  /// The path with values for the placeholders; everything that a value says stays in the folder that the template names.
  package func path(_ values: OutputValues) -> String {
    let path = parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let placeholder): values[placeholder]
      case .column(let name): values.column(name)
      }
    }.joined()
    return FilePath.withShortNames(path)
  }
}

/// What stands in braces in the name of an output.
package enum OutputPlaceholder: String, Sendable, CaseIterable {
  case timestamp, date, time
  case model, endpoint
  case requestID = "request_id"
  case shortID = "short_id"
  case index, index0
  case field, name, ext
  case seed, prompt, session

  /// Whether it says something of the input better than the input's own text would.
  fileprivate var isOfInput: Bool { self == .seed || self == .prompt }
}
