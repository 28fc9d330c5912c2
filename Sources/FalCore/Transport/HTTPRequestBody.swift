/// What a request sends.
public enum HTTPRequestBody: Sendable {
  /// Nothing.
  case none
  /// Bytes in memory.
  case bytes([UInt8])
  /// A part of a file, which is read while it is sent: its first byte, and how many.
  case file(path: String, offset: Int = 0, length: Int)
  /// Pieces as they come, asked for one after another; `nil` ends them. With a length, so many bytes in all.
  case pieces(length: Int? = nil, next: @Sendable () async throws -> [UInt8]?)

  /// How many bytes there are; `nil` when that is not known.
  public var length: Int? {
    switch self {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .file(_, _, let length): length
    case .pieces(let length, _): length
    }
  }
  /// The whole body in memory, of a request that a server has received.
  ///
  /// - Throws: `TransportError` when it is longer than the limit or stands in a file, and what reading it throws.
  package func collect(limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    func take(_ piece: [UInt8]) throws {
      guard bytes.count + piece.count <= limit else {
        throw TransportError(.tooLarge, "the body has more than \(limit) bytes", wasSent: false)
      }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    switch self {
    case .none: break
    case .bytes(let all): try take(all)
    case .file: throw TransportError(.invalidRequest, "a file is no body of a request that came", wasSent: false)
    case .pieces(_, let next): while let piece = try await next() { try take(piece) }
    }
    return bytes
  }
}
