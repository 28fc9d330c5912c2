extension MediaFacts {
  /// Takes over what the header of a frame tells.
  mutating func describeSound(_ header: some AudioFrameHeader) {
    hasAudio = true
    audioCodec = header.codec
    channelCount = header.channelCount
    sampleRate = header.sampleRate
  }
}
