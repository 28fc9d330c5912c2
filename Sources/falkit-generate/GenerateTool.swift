import FalGenerator
import FalSchema

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the build-tool plugin runs.
@main
enum GenerateTool {
  private static let usage = """
    usage: falkit-generate catalog REGISTRY OUTPUT
           falkit-generate module MODULE REGISTRY OUTPUT
           falkit-generate listed FALKIT.JSON REGISTRY OUTPUT
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, arguments.count) {
      case ("catalog", 3):
        try CatalogJob(registry: arguments[1], output: arguments[2]).run()
      case ("module", 4):
        try ModelsJob(module: arguments[1], registry: arguments[2], output: arguments[3], tool: identity).run()
      case ("listed", 4):
        try ModelsJob(configuration: arguments[1], registry: arguments[2], output: arguments[3], tool: identity).run()
      default:
        fail(usage)
      }
    } catch let error as RegistryError {
      fail(GenerationError(error.message, file: error.file).description)
    } catch {
      fail("\(error)")
    }
  }

  /// Tells builds of this tool apart.
  private static var identity: String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: CommandLine.arguments[0])
    let date = attributes?[.modificationDate] as? Date
    return "\(attributes?[.size] ?? "") \(date?.timeIntervalSinceReferenceDate ?? 0)"
  }

  private static func fail(_ message: String) -> Never {
    let line = Array("\(message)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(1)
  }
}
