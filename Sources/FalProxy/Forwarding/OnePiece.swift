import FalSystem

/// Bytes that are given away once.
final class OnePiece: Sendable {
  private let bytes: Lock<[UInt8]>

  init(_ bytes: [UInt8]) {
    self.bytes = Lock(bytes)
  }

  /// The bytes, and `nil` from the second time on, or when there are none.
  func take() -> [UInt8]? {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes.isEmpty ? nil : bytes
    }
  }
}
