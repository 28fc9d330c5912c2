import FalSystem

/// Standard streams that are no descriptors: what a command reads is there already, what it writes is kept.
final class StreamsInMemory: Sendable {
  let input: [UInt8]
  private let written = Lock<[Terminal.Stream: [UInt8]]>([:])

  init(input: [UInt8] = []) {
    self.input = input
  }

  func write(_ bytes: some Sequence<UInt8>, to stream: Terminal.Stream) {
    written.withLock { $0[stream, default: []] += bytes }
  }

  /// All that was written so far.
  func bytes(of stream: Terminal.Stream) -> [UInt8] { written.withLock { $0[stream] ?? [] } }
}
