import FalCore
import FalSystem

/// Finds the data in a body of chunks, as defined by RFC 9112, section 7.1.
package struct ChunkedBodyDecoder {
  /// What the next bytes are.
  package enum Step: Equatable {
    /// More bytes are needed to tell.
    case incomplete
    /// This many bytes are framing, to be skipped.
    case framing(Int)
    /// This many bytes are data.
    case data(Int)
    /// The body has ended before these bytes.
    case end
  }

  private enum State {
    case size
    case data(remaining: Int)
    case endOfData
    case trailers
    case end
  }

  private static let longestLine = 8 * 1024
  private static let longestTrailers = 64 * 1024

  private var state = State.size
  private var trailersLength = 0

  /// Creates a decoder for the beginning of a body.
  package init() {}

  /// Tells what the next bytes are; they must be skipped or used before the next step.
  package mutating func next(_ bytes: UnsafeRawBufferPointer) throws(HTTPRequestError) -> Step {
    switch state {
    case .size:
      guard let line = try nextLine(bytes) else { return .incomplete }
      let size = try parseSize(line)
      state = size > 0 ? .data(remaining: size) : .trailers
      return .framing(line.count + 2)
    case .data(let remaining):
      if bytes.isEmpty { return .incomplete }
      let count = min(remaining, bytes.count)
      state = count < remaining ? .data(remaining: remaining - count) : .endOfData
      return .data(count)
    case .endOfData:
      guard bytes.count >= 2 else { return .incomplete }
      guard bytes.starts(with: [0x0D, 0x0A]) else { throw .malformed("a chunk is longer than its size") }
      state = .size
      return .framing(2)
    case .trailers:
      guard let line = try nextLine(bytes) else { return .incomplete }
      trailersLength += line.count
      guard trailersLength <= Self.longestTrailers else { throw HTTPRequestError(431, "the trailers are too long") }
      var trailer = HTTPFields()
      if line.isEmpty { state = .end } else { try trailer.append(line: line) }
      return .framing(line.count + 2)
    case .end:
      return .end
    }
  }

  private func nextLine(_ bytes: UnsafeRawBufferPointer) throws(HTTPRequestError) -> UnsafeRawBufferPointer? {
    let line = try bytes.firstLine()
    guard (line ?? bytes).count <= Self.longestLine else { throw .malformed("a line between chunks is too long") }
    return line
  }

  private func parseSize(_ line: UnsafeRawBufferPointer) throws(HTTPRequestError) -> Int {
    let parts = line.split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts[0].trimmingBlanks()
    var size = 0
    // 15 digits always fit an Int.
    guard (1...15).contains(digits.count), line.allSatisfy({ !$0.isControl || $0.isBlank }) else {
      throw .malformed("the size of a chunk is not a hexadecimal number")
    }
    for digit in digits {
      guard let value = digit.hexDigitValue else {
        throw .malformed("the size of a chunk is not a hexadecimal number")
      }
      size = size * 16 + Int(value)
    }
    return size
  }
}
