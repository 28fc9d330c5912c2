import FalSystem

/// What tells one content from all others.
package struct FileHash: Sendable, Hashable {
  let sha256: String

  init(of bytes: [UInt8]) {
    sha256 = SHA256.hexadecimal(of: bytes)
  }

  /// Reads a file, of which only a piece is in memory.
  ///
  /// - Throws: `RunError` of kind `notFound`.
  init(ofFile path: String) throws(RunError) {
    var hash = SHA256()
    let kind: FileStatus.Kind
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      kind = try file.status().kind
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while kind == .file, case let count = try file.read(into: &buffer), count > 0 {
        hash.update(Array(buffer[..<count]))
      }
    } catch {
      throw RunError(.notFound, "\(path) cannot be read: \(error)")
    }
    guard kind == .file else {
      throw RunError(.notFound, "\(path) is \(kind == .folder ? "a folder" : "no ordinary file")")
    }
    sha256 = hash.hexadecimal()
  }
}
