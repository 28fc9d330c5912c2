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
}
