/// A file that has to be uploaded before an input that holds it can be sent.
package struct MediaUpload: Sendable {
  /// What tells it from other files: of those with the same identity one is uploaded for all.
  package let identity: String
  /// What it is called where it is shown.
  package let name: String
  let upload: @Sendable (FalClient) async throws -> String

  /// Creates an upload.
  ///
  /// - Parameters:
  ///   - identity: What tells it from other files.
  ///   - name: What it is called where it is shown.
  ///   - upload: Uploads it, and gives its address.
  package init(identity: String, name: String, upload: @escaping @Sendable (FalClient) async throws -> String) {
    self.identity = identity
    self.name = name
    self.upload = upload
  }
}

extension MediaUpload: Hashable {
  /// Whether both are the same file.
  package static func == (left: MediaUpload, right: MediaUpload) -> Bool { left.identity == right.identity }

  /// Hashes the identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
