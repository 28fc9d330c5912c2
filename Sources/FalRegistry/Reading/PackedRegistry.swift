import FalCore

/// A registry in the program's own text: nothing is read, and next to nothing parsed, before it is asked for.
///
/// The build-tool plugin makes the texts from a registry folder.
public struct PackedRegistry: Sendable {
  /// One packed record per line, sorted by id.
  let index: StaticString
  /// The files beside the index, by name, as compact JSON.
  let documents: [String: StaticString]
  /// Lines of an id, a tab and a snapshot as compact JSON; an endpoint is in the part that its id's hash selects.
  let snapshots: [StaticString]

  /// Creates a registry from packed texts.
  public init(index: StaticString, documents: [String: StaticString], snapshots: [StaticString]) {
    self.index = index
    self.documents = documents
    self.snapshots = snapshots
  }

  /// Which of the parts holds an endpoint's snapshot.
  package static func part(of id: String, parts: Int) -> Int {
    Int(StableHash.of(id.utf8) % UInt64(parts))
  }
}

extension PackedRegistry: RegistryStorage {
  func records() -> [EndpointRecord] {
    index.lines.compactMap(EndpointRecord.init(line:))
  }

  func record(of id: String) -> EndpointRecord? {
    index.line(startingWith: LineEscape.escape(id)).flatMap { EndpointRecord(line: $0.whole) }
  }

  func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON {
    let part = Self.part(of: record.id, parts: snapshots.count)
    guard let line = snapshots[part].line(startingWith: record.id) else {
      throw RegistryError("the bundled registry has no snapshot of \(record.id)")
    }
    return try read(line.rest, "snapshot of \(record.id)")
  }

  func document(_ document: RegistryDocument) throws(RegistryError) -> JSON {
    guard let text = documents[document.rawValue] else { return [:] }
    return try read(text.bytes, document.path)
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>, _ what: String) throws(RegistryError) -> JSON {
    do {
      return try JSON(parsing: bytes)
    } catch {
      throw RegistryError("\(error)", file: "bundled \(what)")
    }
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }

  fileprivate var lines: [UnsafeBufferPointer<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n")).map { UnsafeBufferPointer(rebasing: $0) }
  }

  /// The line whose first column is this text, whole and without that column.
  fileprivate func line(
    startingWith column: String
  ) -> (whole: UnsafeBufferPointer<UInt8>, rest: UnsafeBufferPointer<UInt8>)? {
    let prefix = Array(column.utf8) + [UInt8(ascii: "\t")]
    guard let line = lines.first(where: { $0.starts(with: prefix) }) else { return nil }
    return (line, UnsafeBufferPointer(rebasing: line[prefix.count...]))
  }
}
