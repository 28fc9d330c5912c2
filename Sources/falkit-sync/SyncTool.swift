import FalCore
import FalRegistry
import FalRegistrySync
import Foundation

/// What `swift package sync-registry` runs: brings the registries of a package up to date, and says what is different.
///
/// It must never depend on FalCatalog or FalkitCommand, which are long to build.
@main
enum SyncTool {
  static func main() async {
    do {
      let arguments = try SyncArguments(Array(CommandLine.arguments.dropFirst()))
      exit(try await run(arguments))
    } catch let error as FalError {
      fail(error.message)
    } catch {
      fail("\(error)")
    }
  }

  /// Syncs each registry; gives the exit code, which is 3 when fal could not give something, which then stays as it was.
  private static func run(_ arguments: SyncArguments) async throws -> Int32 {
    if let folder = arguments.summary { SyncSummary.clear(folder) }
    let falkit = try Registry(folder: arguments.falkit)
    var configuration = try FalConfiguration.environment()
    // fal allows few calls without a key, and says how long to wait.
    configuration.retries.longestDelay = .seconds(600)
    configuration.log = { if $0.level != .debug { say($0.message) } }
    let client = try FalClient(configuration)
    var summary = SyncSummary()
    var failures = 0
    for path in arguments.registries {
      let folder = RegistryFolder(path: path)
      let sync = RegistrySync(
        folder: folder,
        fallback: falkit,
        work: arguments.work,
        client: client,
        options: arguments.options
      )
      let (report, diff) = try await sync.runComparing()
      for diagnostic in report.failures + report.registry.diagnostics where diagnostic.severity != .note {
        say(diagnostic.description)
      }
      failures += report.faults.count
      if report.failures.contains(where: { $0.code == "failed-page" }) {
        fail("the catalogue could not be read to its end")
      }
      print(diff.map(\.text) ?? "\(path) is up to date")
      if let diff { summary.add(diff) }
    }
    if let folder = arguments.summary { try summary.write(to: folder) }
    return failures == 0 ? 0 : 3
  }

  private static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

  private static func fail(_ message: String) -> Never {
    say("error: \(message)")
    exit(1)
  }
}
