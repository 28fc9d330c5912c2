import FalJSON
package import FalSchema

/// Packs a registry into Swift source: texts as string literals, which cost nothing at start.
package struct CatalogPacker {
  /// Over how many files the snapshots are spread; fixed, because the plugin declares them all.
  package static let parts = 16

  private let folder: RegistryFolder

  package init(folder: RegistryFolder) {
    self.folder = folder
  }

  /// The names of the files that `sources()` gives.
  package static var fileNames: [String] {
    ["PackedIndex+Generated.swift"] + (0..<parts).map(partFileName)
  }

  /// The source files, by name.
  package func sources() throws(RegistryError) -> [(name: String, text: String)] {
    let records = try folder.records()
    var parts = [String](repeating: "", count: Self.parts)
    for record in records {
      guard let reference = record.snapshot else { continue }
      let snapshot = try SnapshotReader(folder: folder).read(reference)
      parts[RegistryPacking.part(of: record.id, parts: Self.parts)] += "\(record.id)\t\(Self.packed(snapshot))\n"
    }
    var index = SwiftText()
    index.line("import FalRegistry")
    index.blank()
    index.line("extension FalCatalog {")
    let packedIndex = RegistryPacking.index(of: records)
    index.literal("index", packedIndex)
    index.literal("search", RegistryPacking.words(of: records))
    let names = try NamesDocument(folder: folder)
    index.literal("types", names.typeNames.map { "\($0.id)\t\($0.name)\n" }.joined())
    index.literal("names", Self.packed(try folder.json(of: RegistryFolder.namesPath) ?? [:]))
    for document in RegistryDocument.allCases {
      index.literal(document.rawValue, Self.packed(try folder.document(document)))
    }
    // The index has the digests of all documents.
    let digest = StableHash.hex((packedIndex + Self.packed(try folder.document(.glossary))).utf8)
    index.line("  static let packed = PackedRegistry(")
    index.line("    digest: \"\(digest)\",")
    index.line("    index: index,")
    index.line("    search: search,")
    index.line("    types: types,")
    index.line("    names: names,")
    let documents = RegistryDocument.allCases.map { "\"\($0.rawValue)\": \($0.rawValue)" }
    index.line("    documents: [\(documents.joined(separator: ", "))],")
    index.line("    snapshots: [\((0..<Self.parts).map(Self.partName).joined(separator: ", "))]")
    index.line("  )")
    index.line("}")

    let snapshots = parts.enumerated().map { number, lines in
      var source = SwiftText()
      source.line("extension FalCatalog {")
      source.literal(Self.partName(number), lines)
      source.line("}")
      return (Self.partFileName(number), source.text)
    }
    return [(Self.fileNames[0], index.text)] + snapshots
  }

  private static func packed(_ json: JSON) -> String {
    json.text(JSONFormat(escapesNonASCII: true))
  }

  private static func partName(_ number: Int) -> String { "snapshots\(number)" }

  private static func partFileName(_ number: Int) -> String { "PackedSnapshots\(number)+Generated.swift" }
}
