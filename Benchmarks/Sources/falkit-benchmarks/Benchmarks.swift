import FalCore
import Foundation

/// Prints how fast falkit is, each figure beside its budget.
@main
enum Benchmarks {
  static func main() throws {
    guard let falkit = CommandLine.arguments.dropFirst().first else {
      print("usage: falkit-benchmarks FALKIT")
      exit(64)
    }
    print("start-up of a command, wall clock          median     least    budget")
    for (arguments, budget) in [
      (["--help"], 8.0), (["models"], 20), (["model-info", "fal-ai/flux/dev"], 12),
      (["search", "kling", "vidoe", "edit"], 40),
    ] {
      let times = try (0..<43).map { _ in try StartUp.milliseconds(falkit, arguments) }.dropFirst(3).sorted()
      row("falkit " + arguments.joined(separator: " "), times[times.count / 2], times[0], budget, "ms")
    }

    let export = try StartUp.output(falkit, ["registry", "export"])
    print("\nJSON, on an export of \(export.count / 1_000_000) MB                     median      best    budget")
    let document = try JSON(parsing: export)
    let parse = try Throughput.megabytesPerSecond(export.count) { _ = try JSON(parsing: export) }
    row("parse", parse.median, parse.best, 60, "MB/s")
    let compact = document.utf8().count
    let write = Throughput.megabytesPerSecond(compact) { _ = document.utf8() }
    row("write", write.median, write.best, nil, "MB/s")
  }

  private static func row(_ name: String, _ typical: Double, _ best: Double, _ budget: Double?, _ unit: String) {
    func column(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    func number(_ value: Double) -> String { "\((value * 10).rounded() / 10) \(unit)" }
    let title = name + String(repeating: " ", count: max(0, 36 - name.count))
    print(title + column(number(typical), 13) + column(number(best), 13) + column(budget.map(number) ?? "-", 13))
  }
}
