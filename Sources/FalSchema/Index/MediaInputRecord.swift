/// An input that takes a file.
public struct MediaInputRecord: Sendable, Hashable {
  /// The input's name.
  public var field: String
  /// What the file holds.
  public var kind: MediaKind
}
