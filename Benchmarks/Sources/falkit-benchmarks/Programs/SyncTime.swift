import FalEmulator
import Foundation

/// How long a registry takes to be brought up to date with a catalogue on this machine.
enum SyncTime {
  static func print(_ falkit: String) throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    setenv("FALKIT_PLATFORM_URL", emulator.hosts.platform, 1)
    setenv("FALKIT_SITE_URL", emulator.hosts.site, 1)
    setenv("FALKIT_HOME", folder.path, 1)
    defer { for name in ["FALKIT_PLATFORM_URL", "FALKIT_SITE_URL", "FALKIT_HOME"] { unsetenv(name) } }
    let words = ["registry", "sync", "--registry", folder.path + "/registry"]
    let first = try StartUp.milliseconds(falkit, words)
    let again = try (0..<5).map { _ in try StartUp.milliseconds(falkit, words) }.sorted()
    Table.title("registry sync, all models, from a local fal", "median", "least", "budget")
    Table.row("a new registry", .ms(first), .ms(first), nil)
    Table.row("nothing has changed", .ms(again[2]), .ms(again[0]), .ms(2_000))
  }
}
