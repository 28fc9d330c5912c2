import FalSchema

/// Packs a registry into a target.
package struct CatalogJob {
  private let packer: CatalogPacker
  private let output: OutputFolder

  package init(registry: String, output: String) {
    packer = CatalogPacker(folder: RegistryFolder(path: registry))
    self.output = OutputFolder(path: output)
  }

  /// Writes what has changed.
  ///
  /// - Throws: `GenerationError` or `RegistryError`.
  package func run() throws {
    for (name, text) in try packer.sources() { try output.write(text, to: name) }
  }
}
