import FalSystem
import Foundation

@testable import FalkitCommand

/// Runs command lines in this process, with an environment and streams of their own.
///
/// What needs a folder to be in, a terminal, signals or descriptors needs `FalkitProcess`.
enum Falkit {
  static func run(
    _ arguments: String...,
    environment: [String: String] = [:],
    input: String? = nil
  ) async -> FalkitProcess.Result {
    await run(list: arguments, environment: environment, input: input)
  }

  static func run(
    list arguments: [String],
    environment: [String: String] = [:],
    input: String? = nil
  ) async -> FalkitProcess.Result {
    let environment = FalkitProcess.environment(environment)
    let streams = StreamsInMemory(input: Array((input ?? "").utf8))
    await Turns.shared.take()
    defer { Task { await Turns.shared.give() } }
    return await withCheckedContinuation { continuation in
      // Commands wait in their thread for tasks, which must have others.
      let thread = Thread {
        let code = ProcessEnvironment.$replacement.withValue(environment) {
          Terminal.$replacement.withValue(streams) { FalkitCommand.run(arguments) }
        }
        func text(_ stream: Terminal.Stream) -> String { String(decoding: streams.bytes(of: stream), as: UTF8.self) }
        continuation.resume(
          returning: FalkitProcess.Result(code: code.rawValue, output: text(.output), error: text(.error))
        )
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}

/// Lets few command lines run at the same time: all tests start at once, and would take each other's time.
private actor Turns {
  static let shared = Turns()
  private var free = 4
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
