/// The type of one value; `Own` is how a type of the endpoint's own is told from others.
indirect enum MemberType<Own: Sendable & Hashable>: Sendable, Hashable {
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
  /// A type of the endpoint's own.
  case own(Own)
  case list(MemberType)
  /// A value that may be `null` where it stands: an item, or the whole input or output.
  case optional(MemberType)
  /// An object with any names, whose values are alike.
  case map(MemberType)
}

/// The way to a type inside its endpoint: `Input.image_size`.
struct TypePath: Sendable, Hashable {
  let text: String
}

/// A type before it has a name.
typealias ShapeType = MemberType<TypePath>
