/// A file that a local fal serves.
struct EmulatedFile: Sendable {
  enum Content: Sendable {
    /// Made anew each time it is fetched, so that a thousand pictures cost no memory.
    case made(@Sendable () -> [UInt8])
    /// On disk, where uploads are: they may be larger than memory.
    case stored([StoredBytes])
  }

  let contentType: String
  let content: Content
  var lifecycle = FileLifecycle()
  /// Tells this version of the file from others under the same address.
  let tag = "\"\(RequestID.new())\""
}
