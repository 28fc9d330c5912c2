import FalCore
import FalRequests
import FalSystem

/// The batches of this machine: where their outcomes are written, and which requests of others they have taken over.
///
/// It is a folder beside the requests with a file for each batch. The first line says what the batch is; each further one
/// names a line and the request that it has taken over. A file goes when the outcomes are gone.
struct BatchRegister: Sendable {
  let folder: String

  init(_ store: RequestStore) { folder = store.path + "/.batches" }

  /// Writes down a batch that begins.
  ///
  /// - Throws: `RunError` of kind `cannotWrite`.
  func add(_ batch: String, outcomes: String, endpoint: EndpointID) throws(RunError) {
    removeRemains()
    let path = FilePath.absolute(outcomes)
    try append(["outcomes": .string(path), "endpoint_id": .string(endpoint.description)], to: batch)
  }

  /// Writes down that a line of a batch takes a request over.
  func take(_ id: RequestRecord.ID, for key: String, of batch: String) throws(RunError) {
    try append(["key": .string(key), "id": .string(id.rawValue)], to: batch)
  }

  /// The requests that a batch has taken over, by the keys of its lines.
  func taken(by batch: String) throws(RunError) -> [String: RequestRecord.ID] {
    var taken: [String: RequestRecord.ID] = [:]
    try JSONLines.read(path(batch)) { json in
      if let key = json["key"].string, let id = json["id"].string { taken[key] = RequestRecord.ID(rawValue: id) }
    }
    return taken
  }

  /// The batches that another process than this one, which has a file of outcomes, is at work on at this moment.
  func running(beside outcomes: String) -> Set<String> {
    Set(
      batches.filter { batch in
        description(of: batch).map { $0.outcomes != outcomes && OpenFile.isLocked($0.outcomes) } ?? false
      }
    )
  }

  /// The batches whose file of outcomes had the name of another's, and is lost, and what they have taken over.
  func predecessors(of batch: String, outcomes: String) -> (batches: Set<String>, taken: Set<RequestRecord.ID>) {
    let lost = batches.filter { $0 != batch && description(of: $0)?.outcomes == outcomes }
    let taken = lost.flatMap { (try? self.taken(by: $0)).map { Array($0.values) } ?? [] }
    return (Set(lost), Set(taken))
  }

  /// fal's ids of all requests of a model whose outcomes a batch has written to a file that is still there.
  func listedRequests(of endpoint: EndpointID) -> Set<String> {
    var listed: Set<String> = []
    for batch in batches {
      guard let (outcomes, model) = description(of: batch), model == endpoint.description else { continue }
      try? JSONLines.read(outcomes) { json in if let id = json["request_id"].string { listed.insert(id) } }
    }
    return listed
  }

  // MARK: - Parts

  private var batches: [String] { (try? FilePath.names(inFolder: folder)) ?? [] }

  private func path(_ batch: String) -> String { "\(folder)/\(batch)" }

  private func description(of batch: String) -> (outcomes: String, endpoint: String)? {
    guard let first = JSONLines.first(path(batch)), let outcomes = first["outcomes"].string,
      let endpoint = first["endpoint_id"].string
    else { return nil }
    return (outcomes, endpoint)
  }

  private func removeRemains() {
    for batch in batches {
      if let (outcomes, _) = description(of: batch), !FilePath.exists(outcomes) { FilePath.remove(path(batch)) }
    }
  }

  private func append(_ json: JSON, to batch: String) throws(RunError) {
    do {
      try FilePath.makeFolders(above: path(batch), permissions: 0o700)
      let file = try OpenFile(path(batch), for: .appending, followsLinks: false)
      try file.write(json.utf8() + [UInt8(ascii: "\n")])
      try file.synchronize()
    } catch {
      throw RunError(.cannotWrite, "\(path(batch)) cannot be written: \(error)")
    }
  }
}
