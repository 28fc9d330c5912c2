import FalSystem

/// Which requests have ended without that anybody has got what came of them: an empty file for each, named after it.
///
/// One without a record, or of a request that has not ended, means nothing.
struct EndIndex: Sendable {
  let path: String

  var ids: [RequestRecord.ID] {
    get throws(SystemError) {
      (try FilePath.names(inFolder: path) ?? []).compactMap(RequestRecord.ID.init(rawValue:)).sorted(by: >)
    }
  }

  func add(_ id: RequestRecord.ID) throws(SystemError) {
    try FilePath.makeFolder(path, permissions: 0o700)
    _ = try OpenFile("\(path)/\(id)", for: .keeping, followsLinks: false)
  }

  func remove(_ id: RequestRecord.ID) { FilePath.remove("\(path)/\(id)") }
}
