import FalCore

/// The parts in which a large file is sent.
struct PartList: Sendable {
  /// What the server gives for a part, to be named when all are there.
  struct Receipt: Sendable {
    let number: Int
    let tag: String
  }

  let length: Int
  let size: Int

  private var count: Int { (length + size - 1) / size }

  /// The bytes of a part; parts are counted from 1.
  func range(of number: Int) -> Range<Int> {
    (number - 1) * size..<min(number * size, length)
  }

  /// Sends all parts, several at a time; when one fails for good, the others are cancelled.
  ///
  /// - Returns: What finishes the upload, in the order of the parts.
  func send(parallel: Int, _ send: @escaping @Sendable (Int) async throws -> String) async throws -> JSON {
    var next = 1
    var receipts: [Receipt] = []
    try await withThrowingTaskGroup(of: Receipt.self) { group in
      func startNext() {
        guard next <= count else { return }
        let number = next
        next += 1
        group.addTask { Receipt(number: number, tag: try await send(number)) }
      }
      for _ in 0..<min(max(parallel, 1), 10) { startNext() }
      while let receipt = try await group.next() {
        receipts.append(receipt)
        startNext()
      }
    }
    receipts.sort { $0.number < $1.number }
    return [
      "parts": .array(receipts.map { ["partNumber": .number(JSONNumber($0.number)), "etag": .string($0.tag)] })
    ]
  }
}
