import FalRunner
import FalSystem

/// The lines of a file or of standard input, one after the other as they are asked for, however slowly they come.
///
/// A thread of its own reads them: waiting for somebody to type must not hold up what else goes on.
final class InputLines: Sendable {
  private struct State {
    var rest: [UInt8] = []
    var hasEnded = false
  }

  private let name: String
  /// `nil` for standard input.
  private let file: OpenFile?
  private let state = Lock(State())

  /// - Parameter path: The file; `-` for standard input.
  /// - Throws: `RunError` of kind `notFound`.
  init(_ path: String) throws(RunError) {
    name = path == "-" ? "standard input" : path
    do throws(SystemError) {
      // A pipe may have no writer yet.
      file = path == "-" ? nil : try OpenFile(path, for: .receiving)
    } catch {
      throw RunError(.notFound, "\(path) cannot be read: \(error)")
    }
    if path == "-", let replacement = Terminal.replacement {
      state.withLock { $0 = State(rest: replacement.input, hasEnded: true) }
    }
  }

  /// The next line without its end; `nil` at the end.
  ///
  /// - Throws: `RunError` when it cannot be read, or a line is longer than an input may be.
  func next() async throws -> [UInt8]? {
    while true {
      if let line = try takeLine() { return line }
      if state.withLock({ $0.hasEnded }) { return nil }
      let bytes = try await read()
      state.withLock { state in
        state.rest += bytes
        state.hasEnded = bytes.isEmpty
      }
    }
  }

  private func takeLine() throws(RunError) -> [UInt8]? {
    let line: [UInt8]?? = state.withLock { state in
      if let end = state.rest.firstIndex(of: 0x0A) {
        let line = state.rest[..<end]
        state.rest.removeFirst(line.count + 1)
        return Array(line.last == 0x0D ? line.dropLast() : line)
      }
      guard state.rest.count <= InputFile.mostBytes else { return .some(nil) }
      guard state.hasEnded, !state.rest.isEmpty else { return nil }
      defer { state.rest = [] }
      return state.rest
    }
    guard let line else { return nil }
    guard let line else { throw InputFile.tooLarge("a line of \(name)", InputFile.mostBytes) }
    return line
  }

  private func read() async throws -> [UInt8] {
    let (file, name) = (file, name)
    return try await withCheckedThrowingContinuation { waiter in
      let hasStarted = SystemThread.start {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        do {
          let count = try file?.read(into: &buffer) ?? Descriptor.read(Terminal.Stream.input.rawValue, into: &buffer)
          waiter.resume(returning: Array(buffer[..<count]))
        } catch {
          waiter.resume(throwing: RunError(.notFound, "\(name) cannot be read: \(error)"))
        }
      }
      if !hasStarted { waiter.resume(throwing: RunError(.internalError, "there can be no more threads")) }
    }
  }
}
