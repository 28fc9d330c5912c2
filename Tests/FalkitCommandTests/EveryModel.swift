import FalCatalog
import FalRegistry

@testable import FalkitCommand

/// All models of the bundled registry, described.
enum EveryModel {
  static func descriptions() throws -> [ModelDescription] { try all.get() }

  /// Read once: unoptimised, it takes its time.
  private static let all = Result { try read() }

  private static func read() throws -> [ModelDescription] {
    let command = CommandDefinition.modelInfo
    let settings = Settings(ParsedOptions())
    let console = try Console(settings)
    return try FalCatalog.registry.records().map { record in
      let invocation = Invocation(
        command: command,
        path: ["model-info"],
        arguments: [record.id],
        options: ParsedOptions(),
        console: console,
        settings: settings
      )
      return try ModelDescription(record: record, invocation)
    }
  }
}
