import FalCore
import FalSystem

/// The parts in which a large file is sent.
struct PartList: Sendable {
  let length: Int
  let size: Int

  private var count: Int { (length + size - 1) / size }

  /// The bytes of a part; parts are counted from 1.
  func range(of number: Int) -> Range<Int> {
    (number - 1) * size..<min(number * size, length)
  }

  /// Sends all parts, several at a time; when one fails for good, the others are cancelled.
  ///
  /// The server gives a tag for each, to be named when all are there.
  ///
  /// - Returns: What finishes the upload, in the order of the parts.
  func send(parallel: Int, _ send: @escaping @Sendable (Int) async throws -> String) async throws -> JSON {
    let tags = try await Parallel.map(Array(1...max(count, 1)), limit: min(max(parallel, 1), 10)) { _, number in
      try await send(number)
    }
    return [
      "parts": .array(
        tags.enumerated().map { ["partNumber": .number(JSONNumber($0.offset + 1)), "etag": .string($0.element)] }
      )
    ]
  }
}
