import FalCore
import FalRunner
import FalSystem

/// The key that `falkit auth set` keeps, in a file that nobody but the user may read.
enum StoredKey {
  /// Where it is, or would be; `nil` without a home.
  static var path: String? { UserFolder.config.path().map { "\($0)/credentials" } }

  /// Reads the text of the key; `nil` when none is stored.
  ///
  /// - Throws: `RunError` with exit code 77 when others may read it.
  static func read() throws(RunError) -> (text: String, path: String)? {
    guard let path, let file = try SmallFile(path, limit: 4096) else { return nil }
    guard file.isPrivate else {
      throw RunError(
        .auth,
        "the stored key was not used: others may read or change \(path)",
        hint: "chmod 600 \(Shell.quoted(path)), or falkit auth set with a new key"
      )
    }
    return (String(decoding: file.bytes, as: UTF8.self), path)
  }

  /// Stores a key in place of the one before.
  ///
  /// - Returns: Where it is now.
  static func replace(with credentials: FalCredentials) throws(RunError) -> String {
    guard let path else {
      throw RunError(.cannotWrite, "there is no place for the key: set HOME, or FALKIT_HOME to any folder")
    }
    try PrivateFile.replace(path, with: Array((credentials.key + "\n").utf8))
    return path
  }

  /// Removes the key.
  ///
  /// - Returns: Whether there was one.
  static func remove() throws(RunError) -> Bool {
    guard let path else { return false }
    return try PrivateFile.remove(path)
  }
}
