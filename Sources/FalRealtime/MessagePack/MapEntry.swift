extension MessagePack {
  /// A key of a map and its value.
  public struct MapEntry: Sendable, Hashable {
    /// The key; usually a text.
    public var key: MessagePack
    /// The value.
    public var value: MessagePack

    /// Creates an entry.
    public init(_ key: MessagePack, _ value: MessagePack) {
      self.key = key
      self.value = value
    }
  }
}
