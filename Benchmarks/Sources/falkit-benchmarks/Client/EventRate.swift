import FalCore
import FalEmulator

/// How many events of a stream the client takes in a second.
enum EventRate {
  private static let count = 50_000

  /// A model that has very much to say.
  private struct Talker: EmulatedModel {
    func accept(_ endpoint: EndpointID) {}

    func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) -> JSON { ["text": "done"] }

    func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) -> [JSON] {
      (0..<EventRate.count).map { ["text": "word number \(JSONNumber($0))", "partial": true] }
    }
  }

  static func print() async throws {
    let emulator = try Emulator(model: Talker())
    defer { emulator.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = emulator.hosts
    let fal = try FalClient(configuration)
    var rates: [Double] = []
    for _ in 0..<5 {
      let clock = ContinuousClock()
      let start = clock.now
      var seen = 0
      for try await _ in fal.stream("benchmarks/talker", input: [:]) { seen += 1 }
      rates.append(Double(seen) / start.duration(to: clock.now).inSeconds)
    }
    rates.sort()
    Table.title("events of a stream", "median", "best", "budget")
    Table.row("with the server in the same process", .perSecond(rates[2]), .perSecond(rates[4]), nil)
  }
}
