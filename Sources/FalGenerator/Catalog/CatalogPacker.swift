import FalCore
package import FalRegistry

/// Packs a registry into Swift source: texts as string literals, which cost nothing at start.
package struct CatalogPacker {
  /// Over how many files the snapshots are spread; fixed, because the plugin declares them all.
  package static let parts = 16

  private let registry: Registry

  package init(registry: Registry) {
    self.registry = registry
  }

  /// The names of the files that `sources()` gives.
  package static var fileNames: [String] {
    ["PackedIndex+Generated.swift"] + (0..<parts).map(partFileName)
  }

  /// The source files, by name.
  package func sources() throws(RegistryError) -> [(name: String, text: String)] {
    let records = try registry.records()
    var parts = [String](repeating: "", count: Self.parts)
    for record in records {
      guard let snapshot = try registry.snapshot(of: record) else { continue }
      parts[PackedRegistry.part(of: record.id, parts: Self.parts)] += "\(record.id)\t\(Self.packed(snapshot))\n"
    }
    var index = SwiftText()
    index.line("import FalRegistry\n\nextension FalCatalog {")
    index.literal("index", PackedRegistry.packedIndex(records))
    index.literal("search", PackedRegistry.packedSearch(records))
    for document in RegistryDocument.allCases {
      index.literal(document.rawValue, Self.packed(try registry.document(document)))
    }
    index.line("  static let packed = PackedRegistry(\n    index: index,\n    search: search,")
    let documents = RegistryDocument.allCases.map { "\"\($0.rawValue)\": \($0.rawValue)" }
    index.line("    documents: [\(documents.joined(separator: ", "))],")
    index.line("    snapshots: [\((0..<Self.parts).map(Self.partName).joined(separator: ", "))]\n  )\n}")

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
