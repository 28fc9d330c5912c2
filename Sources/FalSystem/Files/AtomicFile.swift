/// Replaces files as a whole: whoever looks sees the old content or the new one, after a crash too.
package enum AtomicFile {
  /// Writes a file; of a link the file that it leads to is replaced.
  ///
  /// - Parameters:
  ///   - path: Where it is, in a folder that is there.
  ///   - bytes: Its new content.
  ///   - permissions: Who may do what with it; where there is one already, and none are given, those stay.
  /// - Throws: Why it cannot be written; then what was there before is still there.
  package static func replace(_ path: String, with bytes: [UInt8], permissions: UInt32? = nil) throws(SystemError) {
    let path = FilePath.resolved(path) ?? path
    let part = "\(path).\(UInt32.random(in: 0 ... .max)).part"
    let kept = permissions ?? FileStatus(path)?.permissions
    do throws(SystemError) {
      let file = try OpenFile(part, for: .making, permissions: kept ?? 0o666)
      // The process's mask does not count for what somebody has decided.
      if let kept, permissions == nil { FilePath.setPermissions(kept, of: part) }
      try file.write(bytes)
      try file.synchronize()
      try FilePath.rename(part, to: path)
    } catch {
      FilePath.remove(part)
      throw error
    }
  }
}
