import FalSystem

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Requests on disk: written down before they are sent, and kept until somebody removes them.
///
/// ```swift
/// let requests = try RequestStore(client: FalClient())
/// let record = try await requests.submit(to: "fal-ai/flux/dev", input: ["prompt": "a cat"])
/// // Later, or in another process, or after a restart:
/// let ended = try await requests.wait(for: record.id)
/// print(try requests.result(of: ended.id)?["images"][0]["url"].string ?? "-")
/// ```
///
/// A store is a value without state: any number of them, in any number of processes, may share a folder. A record is
/// changed by one at a time and replaced as a whole, so that reading never waits and never sees a half of one. The locks
/// are those of the file system (`flock`): on a network share they hold as far as its server passes them on, so that the
/// folder belongs on a disk of the machine. No record holds the key.
public struct RequestStore: Sendable {
  /// The folder of the records, which is made when the first is written.
  public var path: String { folder.path }

  /// Who submits requests and asks about them; without one a store can only be read.
  public var client: FalClient?

  let folder: RecordFolder
  /// What time it is.
  let now: @Sendable () -> Date

  /// Uses the user's folder of requests.
  ///
  /// - Parameter client: Who submits requests and asks about them; none for a store that is only read.
  /// - Throws: `RequestStoreError` of kind `noFolder` when the environment does not say where that is.
  public init(client: FalClient? = nil) throws(RequestStoreError) {
    self.init(path: try Self.standardPath(environment: ProcessEnvironment.all), client: client)
  }

  /// Uses any folder.
  ///
  /// - Parameters:
  ///   - path: The folder, which need not be there yet.
  ///   - client: Who submits requests and asks about them; none for a store that is only read.
  public init(path: String, client: FalClient? = nil) {
    self.init(path: path, client: client, now: { Date() }, steps: { _ in })
  }

  package init(
    path: String,
    client: FalClient? = nil,
    now: @escaping @Sendable () -> Date,
    steps: @escaping WriteSteps
  ) {
    folder = RecordFolder(path: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, steps: steps)
    self.client = client
    self.now = now
  }

  /// Who asks fal.
  ///
  /// - Throws: `RequestStoreError` of kind `noClient` when this store is only for reading.
  func connected() throws(RequestStoreError) -> FalClient {
    if let client { return client }
    throw RequestStoreError(.noClient, "this store has no client to ask fal with; make it with RequestStore(client:)")
  }

  /// Where a user's requests are: `$FALKIT_HOME/state/requests`, else `$XDG_STATE_HOME/falkit/requests`, else
  /// `~/.local/state/falkit/requests`.
  ///
  /// Of `XDG_STATE_HOME` only a whole path counts, as its specification says.
  ///
  /// - Throws: `RequestStoreError` of kind `noFolder` when there is no home either.
  public static func standardPath(environment: [String: String]) throws(RequestStoreError) -> String {
    guard let state = UserFolder.state.path({ environment[$0] }) else {
      throw RequestStoreError(.noFolder, "there is no folder for requests: set HOME, or FALKIT_HOME to any folder")
    }
    return "\(state)/requests"
  }
}
