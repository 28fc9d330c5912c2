#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A local file's copy at fal.
struct UploadedReference: Sendable, Hashable {
  let url: String
  let contentType: String
  let bytes: Int
  /// The hash of the content, in hexadecimal digits.
  let sha256: String
  /// When fal removes it; `nil` when only the account's settings tell.
  var expires: Date?
  /// Whether it was there already.
  var reused = false
}
