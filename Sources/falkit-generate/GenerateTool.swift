import FalGenerator
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the build-tool plugin runs: `falkit-generate catalog REGISTRY OUTPUT`.
@main
enum GenerateTool {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    do {
      if arguments.count == 4, arguments[1] == "module" {
        let folder = RegistryFolder(path: arguments[2])
        let parser = try RegistryParser(folder: folder)
        let records = try folder.records()
        var sources: [EndpointSource] = []
        for record in records where record.module == arguments[4] { if let s = try parser.source(of: record) { sources.append(s) } }
        let result = ModelGenerator.generate(sources, typeNames: TypeNames.assigned(to: records.map(\.id)), access: .public)
        for d in result.diagnostics { print(d) }
        for (name, text) in result.sources { try writeIfChanged(text, to: "\(arguments[3])/\(name)") }
        return
      }
    guard arguments.count == 3, arguments[1] == "catalog" else {
      fail("usage: falkit-generate catalog REGISTRY OUTPUT")
    }
      let packer = CatalogPacker(folder: RegistryFolder(path: arguments[2]))
      for (name, text) in try packer.sources() { try writeIfChanged(text, to: "\(arguments[3])/\(name)") }
    } catch {
      fail("\(error)")
    }
  }

  /// Leaves files alone that already hold the text, so that they are not compiled again.
  private static func writeIfChanged(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    let data = Data(text.utf8)
    if (try? Data(contentsOf: url)) == data { return }
    try data.write(to: url, options: .atomic)
  }

  private static func fail(_ message: String) -> Never {
    let line = Array("error: \(message)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(1)
  }
}
