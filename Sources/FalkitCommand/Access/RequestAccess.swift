import FalCore
import FalEmulator
import FalRequests
import FalRunner

/// What commands that deal with requests work with: fal, the requests on disk, and the user.
struct RequestAccess: Sendable {
  let fal: FalAccess
  let console: Console
  let progress: Progress
  let interruption: Interruption
  /// What runs need, which shows what happens.
  let environment: RunEnvironment

  var client: FalClient { fal.client }
  var store: RequestStore { environment.store }

  /// - Parameters:
  ///   - invocation: The command.
  ///   - interruption: The signals.
  ///   - needsKey: Whether it is no use without a key.
  ///   - showsLogs: Whether the lines that models write are shown.
  /// - Throws: `RunError` as `FalAccess` does, and of kind `config` when there is no folder for requests.
  init(
    _ invocation: Invocation,
    _ interruption: Interruption,
    needsKey: Bool = true,
    showsLogs: Bool = false
  ) throws(RunError) {
    self.interruption = interruption
    fal = try FalAccess(invocation, needsKey: needsKey)
    console = invocation.console
    progress = Progress(console)
    var store = try invocation.requestStore()
    store.client = fal.client
    let view = RunView(console: console, progress: progress, showsLogs: showsLogs)
    environment = RunEnvironment(
      client: fal.client,
      store: store,
      // A local fal forgets its files when the command ends.
      uploads: invocation.has(.local) ? nil : .standard
    ) { view.show($0) }
  }
}

extension Invocation {
  /// The user's requests on disk.
  func requestStore() throws(RunError) -> RequestStore {
    do throws(RequestStoreError) {
      return try RequestStore()
    } catch {
      throw RunError(error)
    }
  }

  /// Commands that follow what an earlier one has begun have nothing to follow at a fal that ends with the command.
  func refuseLocal() throws(RunError) {
    guard has(.local) else { return }
    throw .usage(
      "\(path.joined(separator: " ")) needs a fal that goes on, and --local ends with the command",
      hint: "falkit serve, in another terminal"
    )
  }
}
