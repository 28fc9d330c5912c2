/// The registry of this package.
package enum BundledRegistry {
  /// Its folder.
  package static let path: String = {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return root.joined(separator: "/") + "/Registry"
  }()
}
