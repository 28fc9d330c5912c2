import FalCore
import FalRequests
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A process that uses a store, for tests that kill it or start several; fal's address is in the environment.
///
/// - `submit FOLDER STEP PROMPT`: submits a request, and is killed in front of the step of this number on its way to disk.
/// - `poll FOLDER`: polls what is pending until nothing is.
@main
enum RequestsProbe {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let client = try FalClient(try FalConfiguration.environment())
    switch arguments.dropFirst().first {
    case "submit":
      let deadStep = Int(arguments[3]) ?? .max
      let steps = Lock(0)
      let store = RequestStore(path: arguments[2], client: client, now: { Date() }) { _ in
        let step = steps.withLock { steps in
          steps += 1
          return steps
        }
        if step == deadStep { kill(getpid(), SIGKILL) }
      }
      let input: InputValue = ["prompt": "\(arguments[4])"]
      print(try await store.submit(to: "acme/echo/fast", input: input, duplicates: .refuse).requestID ?? "-")
    case "poll":
      let store = RequestStore(path: arguments[2], client: client)
      while true {
        let pending = try await store.list(.pending).records
        if pending.isEmpty { return }
        for await event in store.poll(pending) {
          if let error = event.error { throw error }
        }
      }
    default:
      exit(64)
    }
  }
}
