/// A file that has to be uploaded before an input that holds it can be sent.
package struct MediaUpload: Sendable {
  /// What is uploaded.
  package enum Content: Sendable {
    /// The file of a path.
    case file(String)
    /// Bytes in memory.
    case bytes(@Sendable () -> [UInt8])
  }

  /// What tells it from other files: of those with the same identity one is uploaded for all.
  package let identity: String
  /// What it is called where it is shown.
  package let name: String
  /// What is uploaded, for those who look at it before.
  package let content: Content
  let upload: @Sendable (FalClient) async throws -> String

  /// Creates an upload.
  ///
  /// - Parameters:
  ///   - identity: What tells it from other files.
  ///   - name: What it is called where it is shown.
  ///   - content: What is uploaded.
  ///   - upload: Uploads it, and gives its address.
  package init(
    identity: String,
    name: String,
    content: Content,
    upload: @escaping @Sendable (FalClient) async throws -> String
  ) {
    self.identity = identity
    self.name = name
    self.content = content
    self.upload = upload
  }
}

extension MediaUpload: Hashable {
  /// Whether both are the same file.
  package static func == (left: MediaUpload, right: MediaUpload) -> Bool { left.identity == right.identity }

  /// Hashes the identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
