import FalCore
import Foundation

/// Prints how fast falkit is, each figure beside its budget.
@main
enum Benchmarks {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let task = arguments.first.flatMap(MeasuredTask.init) {
      return try await task.run(Array(arguments.dropFirst()))
    }
    guard let falkit = arguments.first else {
      print("usage: falkit-benchmarks FALKIT [PYTHON]")
      exit(64)
    }
    try startUp(falkit)
    try json(falkit)
    try SyncTime.print(falkit)
    try await ClientBenchmarks(falkit: falkit, python: arguments.dropFirst().first).print()
  }

  private static func startUp(_ falkit: String) throws {
    Table.title("start-up of a command, wall clock", "median", "least", "budget")
    for (arguments, budget) in [
      (["--help"], 8.0), (["models"], 20), (["model-info", "fal-ai/flux/dev"], 12),
      (["search", "kling", "vidoe", "edit"], 40),
    ] {
      let times = try (0..<43).map { _ in try StartUp.milliseconds(falkit, arguments) }.dropFirst(3).sorted()
      Table.row("falkit " + arguments.joined(separator: " "), .ms(times[times.count / 2]), .ms(times[0]), .ms(budget))
    }
  }

  private static func json(_ falkit: String) throws {
    let export = try StartUp.output(falkit, ["registry", "export"])
    let document = try JSON(parsing: export)
    Table.title("JSON, on an export of \(export.count / 1_000_000) MB", "median", "best", "budget")
    let parse = try Throughput.megabytesPerSecond(export.count) { _ = try JSON(parsing: export) }
    Table.row("parse", .megabytes(parse.median), .megabytes(parse.best), .megabytes(60))
    let compact = document.utf8().count
    let write = Throughput.megabytesPerSecond(compact) { _ = document.utf8() }
    Table.row("write", .megabytes(write.median), .megabytes(write.best), nil)
  }
}
