import FalCore
package import FalRegistry

/// Takes models out of a registry.
///
/// Their names stay recorded: whoever takes them in again finds them under the same.
package struct RegistryRemoval {
  private let folder: RegistryFolder
  private let fallback: Registry

  /// - Parameters:
  ///   - folder: The registry.
  ///   - fallback: Has what the registry lacks beside the index.
  package init(folder: RegistryFolder, fallback: Registry) {
    self.folder = folder
    self.fallback = fallback
  }

  /// Removes models, all of them or none.
  ///
  /// - Returns: Those that the registry had.
  /// - Throws: `RegistryError`.
  package func remove(_ ids: Set<String>) throws(RegistryError) -> [String] {
    let staged = try StagedRegistry(of: folder)
    let records = try staged.folder.records()
    let removed = records.filter { ids.contains($0.id) }
    if removed.isEmpty { return [] }
    let kept = RegistryFolder.indexBytes(of: records.filter { !ids.contains($0.id) })
    _ = try staged.folder.write(kept, to: RegistryFolder.indexPath)
    for path in removed.compactMap({ $0.snapshot?.path }) { try staged.folder.remove(path) }
    // The paths of others may have depended on these ids.
    var importer = RegistryImporter(folder: staged.folder, missingDocumentsFrom: fallback)
    _ = try importer.run(pages: [], isComplete: false)
    try staged.commit()
    return removed.map(\.id)
  }
}
