/// Why bytes are no MessagePack value, or a value cannot be written as bytes.
public struct MessagePackError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words.
  public let message: String
  /// The position in the bytes that were read, or how many were written before it; counted from 0.
  public let offset: Int

  /// The place and the message, as in `byte 17: a text is not UTF-8`.
  public var description: String { "byte \(offset): \(message)" }

  init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}

extension MessagePackError {
  static func tooDeep(at offset: Int) -> MessagePackError {
    MessagePackError("lists and maps are nested deeper than \(MessagePack.maximumDepth) levels", at: offset)
  }
}
