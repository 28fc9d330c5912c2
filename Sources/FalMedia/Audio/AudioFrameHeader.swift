/// The header of a frame in a stream of sound that has no other structure.
protocol AudioFrameHeader {
  /// How many bytes a header has.
  static var length: Int { get }
  /// The codec, as far as the header tells.
  var codec: MediaCodec { get }
  /// The length of the frame with its header.
  var frameLength: Int { get }
  /// How many samples the frame has, of each channel.
  var sampleCount: Int { get }
  var sampleRate: Int { get }
  var channelCount: Int? { get }

  /// Reads a header; `nil` when there is none.
  init?(_ block: ByteBlock)
}
