import FalCatalog
import FalRegistry

@testable import FalkitCommand

/// All models of the bundled registry, described.
enum EveryModel {
  /// How many there are.
  static var count: Int { get throws { try FalCatalog.registry.records().count } }

  static func descriptions() async throws -> [ModelDescription] { try await all.value }

  /// Read once: unoptimised, it takes its time, which other tests need as well.
  private static let all = Task { try await read() }

  private static func read() async throws -> [ModelDescription] {
    let command = CommandDefinition.modelInfo
    let settings = Settings(ParsedOptions())
    let console = try Console(settings)
    var descriptions: [ModelDescription] = []
    for record in try FalCatalog.registry.records() {
      await Task.yield()
      let invocation = Invocation(
        commands: FalkitCommand.commands,
        command: command,
        path: ["model-info"],
        arguments: [record.id],
        options: ParsedOptions(),
        console: console,
        settings: settings
      )
      descriptions.append(try ModelDescription(record: record, invocation))
    }
    return descriptions
  }
}
