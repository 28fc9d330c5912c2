import FalCatalog
import FalCore
import FalRegistry
import FalRunner

extension Invocation {
  /// The registry the command reads: the folder that option, variable or the user's settings name, else the copy that
  /// `registry sync` keeps, else the bundled one.
  ///
  /// A package's own registry is laid over the bundled one.
  func registry() throws(RunError) -> Registry {
    guard let folder = try settings.registryFolder else { return UserRegistry.current ?? FalCatalog.registry }
    return try readingRegistry { () throws(RegistryError) in try Registry(folder: folder, over: FalCatalog.registry) }
  }

  /// All records of the registry.
  func records() throws(RunError) -> [EndpointRecord] {
    let registry = try registry()
    let records = try readingRegistry { () throws(RegistryError) in try registry.records() }
    console.sayVerbosely("registry: \(registry.folder ?? "bundled"), \(records.count) endpoints")
    return records
  }

  /// Reports what goes wrong with a registry as an error of the configuration.
  func readingRegistry<T>(_ read: () throws(RegistryError) -> T) throws(RunError) -> T {
    do {
      return try read()
    } catch {
      throw RunError(.config, error.description, hint: "falkit registry verify --registry DIR")
    }
  }

  /// The model that the user named, by id or by its web address.
  func record(named text: String) throws(RunError) -> EndpointRecord {
    let registry = try registry()
    let id = try endpointID(text)
    if let record = try readingRegistry({ () throws(RegistryError) in try registry.record(of: id) }) { return record }

    if let record = try record(spelled: id) { return record }
    throw RunError(
      .notFound,
      "the registry has no model '\(id)'",
      endpointID: id,
      suggestions: try modelsNear(id),
      hint: "falkit search \(Shell.quoted(Self.words(of: id)))"
    )
  }

  /// The only model whose id differs in nothing but the case of letters; `nil` when there is none.
  private func record(spelled id: String) throws(RunError) -> EndpointRecord? {
    let same = try records().filter { $0.id.lowercased() == id.lowercased() }
    return same.count == 1 ? same[0] : nil
  }

  /// The ids of the models that one which is none may stand for, nearest first.
  func modelsNear(_ id: String) throws(RunError) -> [String] {
    let records = try records()
    let typed = id.lowercased()
    var sameEnd = records.map(\.id).filter { $0.lowercased().hasSuffix("/" + typed) }
    // The beginning of several: the shortest first, which are the plainest.
    let longer = records.map(\.id).filter { $0.lowercased().hasPrefix(typed + "/") }
    sameEnd += longer.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    let nearest = sameEnd + NearestNames.of(id, among: records.lazy.map(\.id)).filter { !sameEnd.contains($0) }
    if !nearest.isEmpty { return Array(nearest.prefix(3)) }
    let registry = try registry()
    let found = try readingRegistry { () throws(RegistryError) in try registry.search(Self.words(of: id), in: records) }
    return found.prefix(3).map(\.record.id)
  }

  private static func words(of id: String) -> String {
    id.split { $0 == "/" || $0 == "-" }.joined(separator: " ")
  }

  /// The id of a model that the user named; one that the registry does not have is fal's to know, such as a private one.
  func endpoint(named text: String) throws(RunError) -> EndpointID {
    let address = ModelAddress.id(in: text) ?? text
    let isKnown = try isRecorded(address)
    let spelled = isKnown ? address : try record(spelled: address)?.id
    let id = if let spelled { spelled } else { isID(address) ? address : try record(named: text).id }
    do throws(FalError) {
      return try EndpointID(id)
    } catch {
      throw RunError(.usage, error.message, hint: "falkit search \(Shell.quoted(text))")
    }
  }

  /// What the registry knows of a model; `nil` when it does not have it.
  func description(of endpoint: EndpointID) throws(RunError) -> ModelDescription? {
    let registry = try registry()
    let record = try readingRegistry { () throws(RegistryError) in try registry.record(of: endpoint.description) }
    return if let record { try ModelDescription(record: record, self) } else { nil }
  }

  /// Whether a text is an id, with an owner or, as old ones, with a number in front.
  private func isID(_ text: String) -> Bool { text.contains("/") || (try? EndpointID(text)) != nil }

  /// Whether the registry has a model of exactly this id.
  func isRecorded(_ id: String) throws(RunError) -> Bool {
    let registry = try registry()
    return try readingRegistry { () throws(RegistryError) in try registry.record(of: id) } != nil
  }

  private func endpointID(_ text: String) throws(RunError) -> String {
    let text = ModelAddress.id(in: text) ?? text
    do throws(FalError) {
      return try EndpointID(text).description
    } catch {
      // One word is no id, but it may be the end of one: `whisper`.
      if !text.isEmpty, !text.contains("/"), text.allSatisfy({ !$0.isWhitespace }) { return text }
      throw RunError(.usage, error.message, hint: "falkit search \(Shell.quoted(text))")
    }
  }
}
