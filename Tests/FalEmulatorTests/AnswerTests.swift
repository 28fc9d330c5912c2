import FalCore
import FalEmulator
import TestSupport
import Testing

@Suite("Answers and faults of a test")
struct AnswerTests {
  private enum Painter: FalEndpoint {
    struct Input: FalInput {
      let prompt: String

      func write(to writer: inout InputWriter) { writer.string("prompt", prompt) }
    }

    typealias Output = ImageFile

    static var id: EndpointID { "acme/painter" }
  }

  private func client(_ emulator: Emulator) throws -> FalClient {
    var configuration = emulator.clientConfiguration
    configuration.retries = .never
    return try FalClient(configuration)
  }

  private func error(_ emulator: Emulator) async -> FalError? {
    await #expect(throws: FalError.self) {
      try await client(emulator).subscribe(to: Painter.self, input: .init(prompt: "x"))
    }
  }

  @Test("A closure answers for a model, and what came is known")
  func answer() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: "id:secret"))
    defer { emulator.stop() }
    emulator.answer(Painter.self) { ["url": .string("https://example.com/\($0["prompt"].string ?? "")")] }
    let fal = try client(emulator)
    #expect(try await fal.subscribe(to: Painter.self, input: .init(prompt: "a")).output.url == "https://example.com/a")
    #expect(try await fal.run(Painter.self, input: .init(prompt: "b")).output.url == "https://example.com/b")
    for try await event in fal.stream(Painter.self, input: .init(prompt: "c")) {
      #expect(event.output?.url == "https://example.com/c")
    }
    #expect(emulator.requests.map(\.operation) == [.submit, .run, .stream])
    #expect(emulator.requests.map { $0.input["prompt"] } == ["a", "b", "c"])
    #expect(emulator.requests.allSatisfy { $0.endpoint == Painter.id })
  }

  @Test("What a closure throws is the answer")
  func failures() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    emulator.answer(Painter.self) { _ in throw ModelFailure.invalidInput("prompt", "is too short", type: "too_short") }
    let refused = await error(emulator)
    #expect(refused?.kind == .invalidInput && refused?.issues.map(\.path) == ["prompt"] && refused?.code == "too_short")
    emulator.answer(Painter.self) { _ in
      throw ModelFailure.invalidInput("prompt", "no", type: "content_policy_violation")
    }
    #expect(await error(emulator)?.kind == .contentPolicy)
    struct Odd: Error {}
    emulator.answer(Painter.self) { _ in throw Odd() }
    #expect(await error(emulator)?.kind == .modelFailed)
  }

  @Test("Faults are written where they are needed")
  func faults() async throws {
    let emulator = try Emulator(faults: [
      .submit: .status(429),
      .submit: .answer(status: 422, body: ["detail": [["loc": ["body", "prompt"], "msg": "no"]]]),
      .submit: .resetAfter,
    ])
    defer { emulator.stop() }
    emulator.answer(Painter.self) { _ in ["url": "u"] }
    let limited = await error(emulator)
    #expect(limited?.kind == .rateLimited && limited?.retryAfter == .zero && limited?.isRetryable == true)
    let refused = await error(emulator)
    #expect(refused?.kind == .invalidInput && refused?.issues.map(\.message) == ["no"])
    #expect(await error(emulator)?.mayHaveBeenAccepted == true)
    #expect(try await client(emulator).subscribe(to: Painter.self, input: .init(prompt: "x")).output.url == "u")
  }
}
