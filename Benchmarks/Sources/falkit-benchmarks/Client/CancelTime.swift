import FalCore
import FalEmulator

/// How long it takes from the cancellation of a task until its call has returned.
enum CancelTime {
  static func print() async throws {
    var behaviour = EmulatorConfiguration()
    behaviour.duration = .seconds(3_600)
    let emulator = try Emulator(behaviour)
    defer { emulator.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = emulator.hosts
    let fal = try FalClient(configuration)
    var times: [Double] = []
    for _ in 0..<50 {
      times.append(try await time(fal))
    }
    times.sort()
    Table.title("from cancelling a subscribe to its return", "median", "worst", "budget")
    Table.row("while the model works", .ms(times[25]), .ms(times[49]), nil)
  }

  private static func time(_ fal: FalClient) async throws -> Double {
    let (updates, continuation) = AsyncStream.makeStream(of: Void.self)
    let call = Task {
      defer { continuation.finish() }
      return try await fal.subscribe(to: "fal-ai/flux/dev", input: ["prompt": "a"]) { _ in
        continuation.yield()
      }
    }
    for await _ in updates { break }
    let clock = ContinuousClock()
    let start = clock.now
    call.cancel()
    _ = await call.result
    return start.duration(to: clock.now).inSeconds * 1e3
  }
}
