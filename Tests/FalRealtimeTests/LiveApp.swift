import FalCore
import FalEmulator
import FalRealtime

/// An app of a local fal that gives back what it gets.
enum LiveApp {
  static let id: EndpointID = "my/app"

  static func emulator(_ configure: (inout EmulatorConfiguration) -> Void = { _ in }) throws -> Emulator {
    var configuration = EmulatorConfiguration(key: "id:a-secret-that-is-long")
    configuration.realtime = ["fal-ai/flux/schnell"]
    configure(&configuration)
    let emulator = try Emulator(configuration)
    emulator.answer(id) { input in
      if let reason = input["fail"].string { throw ModelFailure(status: 500, body: ["detail": .string(reason)]) }
      return ["echo": input]
    }
    return emulator
  }

  static func number(_ n: Int) -> InputValue { .json(.number(JSONNumber(n))) }

  static func first<Output>(_ results: RealtimeResults<Output>) async throws -> RealtimeResult<Output>? {
    var iterator = results.makeAsyncIterator()
    return try await iterator.next()
  }
}
