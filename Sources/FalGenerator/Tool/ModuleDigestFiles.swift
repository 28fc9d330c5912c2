import FalCore
package import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The digests of all targets of falkit, and the files that should hold them.
///
/// Only falkit's own registry has such files; in others the folder does not exist, and none are made.
package struct ModuleDigestFiles {
  private let folder: RegistryFolder
  /// What the files should hold, by path.
  private let contents: [String: [UInt8]]

  /// Reads the index and the names.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package init(folder: RegistryFolder) throws(RegistryError) {
    self.folder = folder
    guard FileManager.default.fileExists(atPath: folder.absolute(ModuleDigest.folder)) else {
      contents = [:]
      return
    }
    let names = try RecordedNames(folder: folder)
    var targets: [String: [EndpointRecord]] = [:]
    for module in RegistryVerifier.modulesOfFalkit {
      for target in ModuleTarget.names(of: module) { targets[target] = [] }
    }
    for record in try folder.records() where record.hasSchema {
      let module = try names.module(of: record.id) ?? record.module
      targets[ModuleTarget.name(of: record.id, in: module), default: []].append(record)
    }
    var contents: [String: [UInt8]] = [:]
    for (target, records) in targets {
      let digest = try ModuleDigest.of(records, names: names.json(of:))
      contents[ModuleDigest.path(of: target)] = Array("\(digest)\n".utf8)
    }
    self.contents = contents
  }

  /// Writes those that have changed, and gives their paths.
  ///
  /// - Throws: `RegistryError` when a file cannot be written.
  package func write() throws(RegistryError) -> [String] {
    var written: [String] = []
    for (path, content) in contents.sorted(by: { $0.key < $1.key }) where try folder.write(content, to: path) {
      written.append(path)
    }
    return written
  }

  /// What is wrong when the files should already be right.
  ///
  /// - Throws: `RegistryError` when a file cannot be read.
  package func verification() throws(RegistryError) -> [RegistryDiagnostic] {
    var diagnostics: [RegistryDiagnostic] = []
    for (path, content) in contents.sorted(by: { $0.key < $1.key }) where try folder.bytes(of: path) != Data(content) {
      diagnostics.append(
        RegistryDiagnostic(
          .error,
          "outdated-digest",
          path,
          "builds would not notice a change; falkit registry import, without a feed, corrects the file"
        )
      )
    }
    return diagnostics
  }
}
