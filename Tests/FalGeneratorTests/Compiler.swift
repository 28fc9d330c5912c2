import Foundation

/// The Swift compiler, to see whether generated code is Swift.
enum Compiler {
  /// Where the build keeps the compiled interface of FalCore; `nil` where it does so elsewhere.
  private static let modules: String? = {
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let folder = products.appendingPathComponent("Modules").path
    return FileManager.default.fileExists(atPath: folder + "/FalCore.swiftmodule") ? folder : nil
  }()

  /// What FalCore's interface refers to on Linux.
  private static let headers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/CFalCurl/include").path

  /// What the compiler says about a file, warnings too; nothing when it is right.
  ///
  /// Types are checked where FalCore is found, otherwise only syntax.
  static func complaints(about file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swiftc", "-swift-version", "6", "-package-name", "test", "-parse-as-library"]
    process.arguments? += modules.map { ["-typecheck", "-I", $0, "-I", headers] } ?? ["-parse"]
    process.arguments?.append(file)
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: said, as: UTF8.self)
    return process.terminationStatus == 0 ? text : text + "exit code \(process.terminationStatus)"
  }
}
