/// An upload that has begun.
struct PendingUpload: Sendable {
  struct Part: Sendable {
    let bytes: StoredBytes
    let tag: String
  }

  /// Where the file will be.
  let path: String
  let contentType: String
  let lifecycle: FileLifecycle
  /// What the addresses are signed with; `nil` when a token is asked for instead.
  var signature: String?
  let isInParts: Bool
  var parts: [Int: Part] = [:]
}
