/// Where the snapshot of an endpoint is, and what it holds.
package struct SnapshotReference: Sendable, Hashable {
  /// The path below the registry's folder, as in `openapi/fal-ai/flux/dev.json`.
  package var path: String
  /// The digest of the file's bytes, 16 hexadecimal digits (FNV-1a).
  package var digest: String

  package init(path: String, digest: String) {
    self.path = path
    self.digest = digest
  }
}
