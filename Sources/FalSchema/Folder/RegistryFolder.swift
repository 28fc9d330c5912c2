package import FalJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A registry in a folder of files.
package struct RegistryFolder: Sendable {
  /// The path of the index below the folder.
  package static let indexPath = "references/models.json"
  /// The path of the recorded names below the folder.
  package static let namesPath = "names.json"
  /// The path of the snapshots below the folder.
  package static let snapshotsPath = "openapi"

  /// The folder, without a slash at the end.
  package let path: String

  package init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Whether the folder holds a registry.
  package var exists: Bool { FileManager.default.fileExists(atPath: absolute(Self.indexPath)) }

  /// Whether the registry is made to be laid over falkit's, which then says what belongs to which module.
  package var isOverlay: Bool {
    exists && !FileManager.default.fileExists(atPath: absolute(RegistryDocument.modules.path))
  }

  /// Whether a path leads to a file below the snapshots' folder, and nowhere else.
  static func isSnapshotPath(_ path: String) -> Bool {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    return segments.first == Self.snapshotsPath[...] && segments.count > 1
      && segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  package func absolute(_ relative: String) -> String { "\(path)/\(relative)" }

  /// The bytes of a file, or `nil` when there is none.
  package func bytes(of relative: String) throws(RegistryError) -> Data? {
    let path = absolute(relative)
    if let bytes = FileManager.default.contents(atPath: path) { return bytes }
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    throw RegistryError("the file cannot be read", file: path)
  }

  /// A file as JSON, or `nil` when there is none.
  package func json(of relative: String) throws(RegistryError) -> JSON? {
    guard let bytes = try bytes(of: relative) else { return nil }
    return try RegistryError.naming(absolute(relative)) {
      try JSON(parsing: bytes, duplicateNames: .reject)
    }
  }

  /// Writes a file, atomically and only when its content changes; gives whether it did.
  package func write(_ bytes: [UInt8], to relative: String) throws(RegistryError) -> Bool {
    let data = Data(bytes)
    if try self.bytes(of: relative) == data { return false }
    let url = URL(fileURLWithPath: absolute(relative))
    try refuseLinks(relative)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url, options: .atomic)
    } catch {
      throw RegistryError("the file cannot be written", file: url.path, reason: .writing)
    }
    return true
  }

  /// A folder in a registry that is a link would let files be written, and removed, somewhere else.
  private func refuseLinks(_ relative: String) throws(RegistryError) {
    var folder = relative[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let path = absolute(String(folder))
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      if attributes?[.type] as? FileAttributeType == .typeSymbolicLink {
        throw RegistryError("this is a link, and nothing is written through it", file: path, reason: .writing)
      }
    }
  }

  /// Removes a file, and the folders that hold nothing after it.
  package func remove(_ relative: String) throws(RegistryError) {
    try refuseLinks(relative)
    do {
      try FileManager.default.removeItem(atPath: absolute(relative))
    } catch {
      throw RegistryError("the file cannot be removed", file: absolute(relative), reason: .writing)
    }
    var folder = relative[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let path = absolute(String(folder))
      guard (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true else { return }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// The paths of everything below the snapshots' folder but hidden files.
  package func snapshotPaths() -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: absolute(Self.snapshotsPath))) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.contains("/.") }.map { "\(Self.snapshotsPath)/\($0)" }
  }
}

// MARK: - What is in the files

extension RegistryFolder {
  package func records() throws(RegistryError) -> [EndpointRecord] {
    let file = absolute(Self.indexPath)
    guard let index = try json(of: Self.indexPath) else { throw Self.isMissing(file) }
    guard let endpoints = index["endpoints"].array else { throw Self.hasNoList(file) }
    return try records(endpoints.enumerated().map { ($0.offset, $0.element) })
  }

  /// The records of those endpoints that are wanted, by id and module, sorted by id; the others are not read.
  package func records(
    where isWanted: (String, String) throws(RegistryError) -> Bool
  ) throws(RegistryError) -> [EndpointRecord] {
    let file = absolute(Self.indexPath)
    guard let bytes = try bytes(of: Self.indexPath) else { throw Self.isMissing(file) }
    let endpoints = try RegistryError.naming(file) {
      try JSONText(Array(bytes)).member("endpoints")?.items()
    }
    guard let endpoints else { throw Self.hasNoList(file) }
    var wanted: [(Int, JSON)] = []
    for (position, endpoint) in endpoints.enumerated() {
      let (id, module) = try RegistryError.naming(file) {
        (try endpoint.member("id")?.value().string, try endpoint.member("module")?.value().string)
      }
      if let id, try !isWanted(id, module ?? "") { continue }
      wanted.append((position, try RegistryError.naming(file) { try endpoint.value() }))
    }
    return try records(wanted)
  }

  /// Reads records, each with its position in the index.
  private func records(_ endpoints: [(position: Int, json: JSON)]) throws(RegistryError) -> [EndpointRecord] {
    let file = absolute(Self.indexPath)
    var records: [EndpointRecord] = []
    for (position, json) in endpoints {
      guard let record = EndpointRecord(json: json) else {
        throw RegistryError("record \(position + 1) has no id", file: file)
      }
      if let path = record.snapshot?.path, !Self.isSnapshotPath(path) {
        throw RegistryError("record \(position + 1) has a snapshot outside the registry", file: file)
      }
      records.append(record)
    }
    return records.sorted(on: \.id)
  }

  private static func isMissing(_ file: String) -> RegistryError {
    RegistryError("there is no registry here: the file is missing", file: file)
  }

  private static func hasNoList(_ file: String) -> RegistryError {
    RegistryError("expected a list under \"endpoints\"", file: file)
  }

  package func record(of id: String) throws(RegistryError) -> EndpointRecord? {
    try records().first { $0.id == id }
  }

  package func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON {
    guard let reference = record.snapshot else { throw RegistryError("\(record.id) has no snapshot") }
    guard let snapshot = try json(of: reference.path) else {
      throw RegistryError("the snapshot of \(record.id) is missing", file: absolute(reference.path))
    }
    return snapshot
  }

  package func document(_ document: RegistryDocument) throws(RegistryError) -> JSON {
    try json(of: document.path) ?? [:]
  }
}

/// A file of the registry that is neither the index nor a snapshot.
package enum RegistryDocument: String, CaseIterable, Sendable {
  case glossary
  case modules
  case overrides

  /// The path below the registry's folder.
  package var path: String { "\(rawValue).json" }
}
