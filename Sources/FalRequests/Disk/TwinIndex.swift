import FalSystem

/// Which requests ask the same of the same model: an empty file for each, so that they are found among any number.
///
/// A file is `DI/DIGEST.ID`, where `DI` are the first digits of the digest. Only names count, which are there whole or not at
/// all. One without a record means nothing: it is written before the record, and removed after it.
struct TwinIndex: Sendable {
  let path: String

  /// Whether there is an index; a folder of records that was copied, or is older, may have none.
  var exists: Bool { FilePath.isFolder(path) }

  /// The requests with a digest, newest first.
  func ids(_ digest: String) throws(SystemError) -> [RequestRecord.ID] {
    let beginning = digest + "."
    let names = try FilePath.names(inFolder: part(digest)) ?? []
    return names.filter { $0.hasPrefix(beginning) }
      .compactMap { RequestRecord.ID(rawValue: String($0.dropFirst(beginning.count))) }
      .sorted(by: >)
  }

  func add(_ id: RequestRecord.ID, _ digest: String) throws(SystemError) {
    try FilePath.makeFolder(path, permissions: 0o700)
    try FilePath.makeFolder(part(digest), permissions: 0o700)
    _ = try OpenFile(file(id, digest), for: .keeping, followsLinks: false)
  }

  func remove(_ id: RequestRecord.ID, _ digest: String) {
    FilePath.remove(file(id, digest))
  }

  /// Makes the index of records that have none.
  func make(of records: [RequestRecord]) throws(SystemError) {
    // It has its name when it is whole. In what a killed process left of one nothing is wrong.
    let draft = TwinIndex(path: path + ".new")
    try FilePath.makeFolder(draft.path, permissions: 0o700)
    for record in records { if let digest = record.digest { try draft.add(record.id, digest) } }
    try FilePath.rename(draft.path, to: path)
  }

  private func part(_ digest: String) -> String { "\(path)/\(digest.prefix(2))" }

  private func file(_ id: RequestRecord.ID, _ digest: String) -> String { "\(part(digest))/\(digest).\(id)" }
}
