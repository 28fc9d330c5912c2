import FalCore
import FalEmulator
import FalSystem
import TestSupport
import Testing

@Suite("Many inputs at once")
struct BatchTests {
  private enum Echo: FalEndpoint {
    struct Input: FalInput {
      let number: Int

      func write(to writer: inout InputWriter) { writer.integer("number", number) }
    }

    struct Output: FalOutput {
      let number: Int

      init(from reader: inout OutputReader) { number = reader.integer("number") }
    }

    static var id: EndpointID { "acme/echo" }
  }

  @Test(
    "Each input has its result, whatever becomes of the others, and so many are under way",
    arguments: [0, 1, 3, 50, Int.max]
  )
  func results(limit: Int) async throws {
    let emulator = try Emulator(EmulatorConfiguration(concurrency: 100))
    defer { emulator.stop() }
    let (running, most) = (Lock(0), Lock(0))
    emulator.answer(Echo.self) { input in
      let now = running.withLock { count in
        count += 1
        return count
      }
      most.withLock { $0 = max($0, now) }
      defer { running.withLock { $0 -= 1 } }
      guard let number = input["number"].int, number % 5 != 0 else { throw ModelFailure.invalidInput("number", "no") }
      return ["number": .number(JSONNumber(number))]
    }
    let fal = try FalClient(emulator.clientConfiguration)
    var seen: [Int: Int?] = [:]
    for await (index, result) in fal.subscribe(to: Echo.self, inputs: (0..<20).map { .init(number: $0) }, limit: limit)
    {
      #expect(seen.updateValue(try? result.get().output.number, forKey: index) == nil)
    }
    #expect(seen == Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, $0 % 5 == 0 ? nil : $0) }))
    #expect(most.withLock { $0 } <= max(limit, 1))
  }

  /// Inputs without end, which tell when nobody holds them any longer.
  private struct Endless: Sequence, IteratorProtocol, Sendable {
    private final class Holder: Sendable {
      let ended: Event

      init(_ ended: Event) { self.ended = ended }

      deinit { ended.happen() }
    }

    private let holder: Holder
    private var number = 0

    init(_ ended: Event) { holder = Holder(ended) }

    mutating func next() -> Echo.Input? {
      number += 1
      return Echo.Input(number: number)
    }
  }

  @Test("When nobody reads any longer, nothing more is sent", .timeLimit(.minutes(1)))
  func abandoned() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    emulator.answer(Echo.self) { ["number": $0["number"]] }
    let fal = try FalClient(emulator.clientConfiguration)
    let ended = Event()
    for await _ in fal.subscribe(to: Echo.self, inputs: Endless(ended), limit: 2) { break }
    await ended.wait()
    // One for the result that was read, and two that were under way or waited to be read.
    #expect((1...3).contains(emulator.requests.count))
  }

  @Test("The same without types")
  func untyped() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    emulator.answer("acme/own") { ["twice": .array([$0["text"], $0["text"]])] }
    let fal = try FalClient(emulator.clientConfiguration)
    let texts = ["a", "b", "c"]
    var answers: [String: String] = [:]
    for await (index, result) in fal.subscribe(to: "acme/own", inputs: texts.map { ["text": "\($0)"] }, limit: 2) {
      answers[texts[index]] = try result.get().output["twice"][1].string
    }
    #expect(answers == ["a": "a", "b": "b", "c": "c"])
  }
}
