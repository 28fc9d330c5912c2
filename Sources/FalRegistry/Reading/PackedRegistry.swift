import FalCore

/// A registry in the program's own text: nothing is read, and next to nothing parsed, before it is asked for.
///
/// The build-tool plugin makes the texts from a registry folder.
package struct PackedRegistry: Sendable {
  /// Tells this registry from others.
  let digest: String
  /// One packed record per line, sorted by id.
  let index: StaticString
  /// Which words occur in which records.
  let search: StaticString
  /// Lines of an id, a tab and the name of the endpoint's generated type.
  let types: StaticString
  /// All recorded names, as compact JSON.
  let names: StaticString
  /// The files beside the index, by name, as compact JSON.
  let documents: [String: StaticString]
  /// Lines of an id, a tab and a snapshot as compact JSON; an endpoint is in the part that its id's hash selects.
  let snapshots: [StaticString]

  /// Creates a registry from packed texts.
  package init(
    digest: String,
    index: StaticString,
    search: StaticString,
    types: StaticString,
    names: StaticString,
    documents: [String: StaticString],
    snapshots: [StaticString]
  ) {
    self.digest = digest
    self.index = index
    self.search = search
    self.types = types
    self.names = names
    self.documents = documents
    self.snapshots = snapshots
  }
}

extension PackedRegistry: RegistryStorage {
  func records() -> [EndpointRecord] {
    index.lineRanges.compactMap { EndpointRecord(index, line: $0) }
  }

  func record(of id: String) -> EndpointRecord? {
    index.line(startingWith: LineEscape.escape(id)).flatMap { EndpointRecord(index, line: $0) }
  }

  func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON {
    let text = snapshots.isEmpty ? "" : snapshots[RegistryPacking.part(of: record.id, parts: snapshots.count)]
    guard let line = text.line(startingWith: record.id) else {
      throw RegistryError("the bundled registry has no snapshot of \(record.id)")
    }
    let json = line.dropFirst(record.id.utf8.count + 1)
    return try read(text.bytes(in: json), "snapshot of \(record.id)")
  }

  func wordIndex(_ records: [EndpointRecord]) -> WordIndex {
    WordIndex(packed: search)
  }

  func typeName(of id: String) -> String? {
    types.line(startingWith: id).map { line in
      String(decoding: types.bytes(in: line.dropFirst(id.utf8.count + 1)), as: UTF8.self)
    }
  }

  func recordedNames() throws(RegistryError) -> JSON {
    names.bytes.isEmpty ? [:] : try read(names.bytes, RegistryFolder.namesPath)
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
  /// The line whose first column is this text.
  fileprivate func line(startingWith column: String) -> Range<Int>? {
    let prefix = Array(column.utf8) + [UInt8(ascii: "\t")]
    return lineRanges.first { bytes(in: $0).starts(with: prefix) }
  }
}
