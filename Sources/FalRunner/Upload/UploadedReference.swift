#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A local file's copy at fal.
package struct UploadedReference: Sendable, Hashable {
  package let url: String
  package let contentType: String
  package let bytes: Int
  /// The hash of the content, in hexadecimal digits.
  package let sha256: String
  /// When fal removes it; `nil` when only the account's settings tell.
  package var expires: Date?
  /// Whether it was there already.
  package var reused = false
}
