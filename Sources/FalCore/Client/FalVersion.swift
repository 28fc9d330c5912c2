/// What falkit calls itself.
package enum FalVersion {
  /// The version of the package.
  package static let current = "0.1.0"

  package static let userAgent = "falkit/\(current)"
}
