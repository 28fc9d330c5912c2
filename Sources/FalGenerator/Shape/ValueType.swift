/// The type of one value, before it has a Swift name.
indirect enum ValueType: Sendable, Hashable {
  case text
  case integer
  /// A whole number that may be above what an `Int` holds, and is not negative.
  case unsigned
  case number
  case boolean
  /// Any JSON value.
  case json
  /// A file that a model takes.
  case media
  /// A file that a model returns.
  case file(FileType)
  /// A preset, or width and height.
  case imageSize
  /// A type of the endpoint's own, by its path.
  case own(String)
  case list(ValueType)
  /// A value that may be `null` where it stands: an item, or the whole input or output.
  case optional(ValueType)
  /// An object with any names, whose values are alike.
  case map(ValueType)
}
