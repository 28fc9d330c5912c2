import FalCore
import FalSystem

/// The body of an answer without the key, piece by piece as it arrives.
///
/// Nothing waits but what may be the beginning of the key, which is shorter than the key.
final class MaskedBody: Sendable {
  private let body: HTTPResponseBody
  private let mask: KeyMask
  /// What may be the beginning of the key.
  private let kept = Lock<[UInt8]>([])
  private let ended: @Sendable () -> Void

  /// - Parameters:
  ///   - body: What arrives.
  ///   - mask: What must not.
  ///   - ended: Is called at the end, or when it breaks.
  init(_ body: HTTPResponseBody, _ mask: KeyMask, ended: @escaping @Sendable () -> Void) {
    self.body = body
    self.mask = mask
    self.ended = ended
  }

  /// The next piece, or `nil` at the end.
  func next() async throws -> [UInt8]? {
    while true {
      let piece: [UInt8]?
      do {
        piece = try await body.next()
      } catch {
        ended()
        throw error
      }
      guard let piece else {
        ended()
        let rest = kept.withLock { kept in
          defer { kept = [] }
          return kept
        }
        return rest.isEmpty ? nil : rest
      }
      let covered = covering(piece)
      if !covered.isEmpty { return covered }
    }
  }

  private func covering(_ piece: [UInt8]) -> [UInt8] {
    kept.withLock { kept in
      var bytes = kept.isEmpty ? piece : kept + piece
      mask.cover(&bytes)
      let count = mask.unfinished(bytes)
      kept = Array(bytes.suffix(count))
      bytes.removeLast(count)
      return bytes
    }
  }
}
