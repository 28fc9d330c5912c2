extension EBMLElement {
  /// The value as an integer without a sign.
  func integer(_ file: FileReader) -> Int? {
    guard content.count <= 8, let block = file.block(content) else { return nil }
    return block.integer(at: 0, size: content.count)
  }

  /// The value as a floating-point number.
  func float(_ file: FileReader) -> Double? {
    guard content.count <= 8, let block = file.block(content) else { return nil }
    return block.float(at: 0, size: content.count)
  }

  /// The value as a short text.
  func text(_ file: FileReader) -> String? {
    file.block(content, atMost: 64).map { String(decoding: $0.bytes.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
