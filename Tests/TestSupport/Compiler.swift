import Foundation

/// The Swift compiler, to see whether generated code is Swift.
package enum Compiler {
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
  package static func complaints(about file: String) throws -> String {
    var arguments = ["-swift-version", "6", "-package-name", "test", "-parse-as-library"]
    arguments += modules.map { ["-typecheck", "-I", $0, "-I", headers] } ?? ["-parse"]
    let compiler = try ChildProcess.run("swiftc", arguments + [file])
    let text = compiler.output + compiler.error
    return compiler.ending == .exited(0) ? text : text + "\(compiler.ending)"
  }
}
