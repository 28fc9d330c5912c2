import FalSystem

/// Which requests have ended without that their files were saved: an empty file for each, named after it.
///
/// It is `ID`, and `ID.seen` when somebody knows at least that it has ended and how. One without a record, or of a request that
/// has not ended, means nothing.
struct EndIndex: Sendable {
  let path: String

  private static let seenEnding = ".seen"

  /// Those of which nobody knows, and perhaps the others; newest first.
  func ids(includingSeen: Bool) throws(SystemError) -> [RequestRecord.ID] {
    let names = try FilePath.names(inFolder: path) ?? []
    return names.compactMap { name in
      let isSeen = includingSeen && name.hasSuffix(Self.seenEnding)
      return RequestRecord.ID(rawValue: isSeen ? String(name.dropLast(Self.seenEnding.count)) : name)
    }.sorted(by: >)
  }

  /// Takes down that somebody knows of the end of one whose files are not saved.
  func see(_ id: RequestRecord.ID) {
    // There is none where it was saved before.
    try? FilePath.rename("\(path)/\(id)", to: "\(path)/\(id)\(Self.seenEnding)")
  }

  func add(_ id: RequestRecord.ID) throws(SystemError) {
    try FilePath.makeFolder(path, permissions: 0o700)
    _ = try OpenFile("\(path)/\(id)", for: .keeping, followsLinks: false)
  }

  func remove(_ id: RequestRecord.ID) {
    for name in ["\(id)", "\(id)\(Self.seenEnding)"] { FilePath.remove("\(path)/\(name)") }
  }
}
