import FalJSON

extension MessagePack {
  /// Nesting of lists and maps up to which values are read and written: that of JSON, so that either becomes the other.
  public static let maximumDepth = JSON.maximumDepth

  /// Reads one value, as defined by the specification of MessagePack.
  ///
  /// Every form of a number or a length is read, also those that are longer than they need to be.
  ///
  /// - Parameter bytes: The whole value and nothing else.
  /// - Throws: `MessagePackError` when the bytes end too early or go on behind the value, hold the byte 0xC1, which the
  ///   format never uses, or a text that is not UTF-8, or are nested deeper than `maximumDepth`.
  public init(decoding bytes: [UInt8]) throws(MessagePackError) {
    let (value, count) = try Self.first(in: bytes[...])
    guard count == bytes.count else {
      throw MessagePackError("the value has ended, and \(bytes.count - count) bytes follow it", at: count)
    }
    self = value
  }

  /// Reads the value that some bytes begin with, whatever follows it.
  ///
  /// - Returns: The value, and how many bytes it takes.
  /// - Throws: `MessagePackError`, whose offset is counted from the first of these bytes.
  package static func first(
    in bytes: ArraySlice<UInt8>
  ) throws(MessagePackError) -> (value: MessagePack, count: Int) {
    try bytes.withUnsafeBufferPointer { bytes throws(MessagePackError) in
      var decoder = MessagePackDecoder(bytes: bytes)
      let value = try decoder.readValue()
      return (value, decoder.position)
    }
  }

  /// The value as bytes, with every integer and every length in its shortest form.
  ///
  /// - Throws: `MessagePackError` when a text, bytes, a list or a map are longer than `UInt32.max`, which the format
  ///   cannot express, or the value is nested deeper than `maximumDepth`.
  public func encoded() throws(MessagePackError) -> [UInt8] {
    var encoder = MessagePackEncoder()
    try encoder.write(self)
    return encoder.bytes
  }
}
