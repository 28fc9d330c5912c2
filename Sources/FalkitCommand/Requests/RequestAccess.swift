import FalCore
import FalEmulator
import FalRequests

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What commands that deal with requests work with: fal, the requests on disk, and the user.
struct RequestAccess: Sendable {
  let fal: FalAccess
  let store: RequestStore
  let console: Console
  private(set) var progress: Progress
  let interruption: Interruption
  private let temporary: TemporaryRequests?

  var client: FalClient { fal.client }

  /// - Throws: `CommandError` as `FalAccess` does, and exit code 78 when there is no folder for requests.
  init(_ invocation: Invocation, _ interruption: Interruption, needsKey: Bool = true) throws(CommandError) {
    self.interruption = interruption
    fal = try FalAccess(invocation, needsKey: needsKey)
    console = invocation.console
    progress = Progress(console)
    // The requests of a local fal end with the command, as it does.
    temporary = invocation.has("local") ? TemporaryRequests() : nil
    var store = if let temporary { RequestStore(path: temporary.path) } else { try invocation.requestStore() }
    store.client = fal.client
    self.store = store
  }
}

extension RequestAccess {
  /// The same, for one of many requests, which says nothing of its own progress.
  var silent: RequestAccess {
    var access = self
    access.progress = Progress(console, mode: Progress.Mode.none)
    return access
  }
}

extension Invocation {
  /// The user's requests on disk.
  func requestStore() throws(CommandError) -> RequestStore {
    do throws(RequestStoreError) {
      return try RequestStore()
    } catch {
      throw CommandError(error)
    }
  }

  /// Commands that follow what an earlier one has begun have nothing to follow at a fal that ends with the command.
  func refuseLocal() throws(CommandError) {
    guard has("local") else { return }
    throw .usage(
      "\(path.joined(separator: " ")) needs a fal that goes on, and --local ends with the command",
      hint: "falkit serve, in another terminal"
    )
  }
}

/// A folder for the requests of a local fal, which is removed with this.
private final class TemporaryRequests: Sendable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
