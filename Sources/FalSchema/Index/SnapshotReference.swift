/// Where the snapshot of an endpoint is, and what it holds.
public struct SnapshotReference: Sendable, Hashable {
  /// The path below the registry's folder, as in `openapi/fal-ai/flux/dev.json`.
  public var path: String
  /// The digest of the file's bytes, 16 hexadecimal digits (FNV-1a).
  public var digest: String

  package init(path: String, digest: String) {
    self.path = path
    self.digest = digest
  }
}
