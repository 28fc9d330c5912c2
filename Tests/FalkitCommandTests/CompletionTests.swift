import Foundation
import Testing

@testable import FalkitCommand

@Suite("Completion")
struct CompletionTests {
  @Test(
    "What can come next is offered",
    arguments: [
      (["mod"], ["models", "model-info"]), (["registry", "ver"], ["verify"]),
      (
        ["model-info", "fal-ai/flux/de"],
        ["fal-ai/flux/dev", "fal-ai/flux/dev/image-to-image", "fal-ai/flux/dev/redux"]
      ),
      (["models", "--st"], ["--status"]), (["models", "--status", "de"], ["deprecated"]),
      (["models", "--status=de"], ["--status=deprecated"]),
      (["models", "-c", "train"], ["training"]), (["models", "--owner", "bri"], ["bria"]),
      (["model-info", "fal-ai/flux/dev", "num_im"], ["num_images"]),
      (["models", "--has-field", "num_ima"], ["num_images", "num_images_per_size"]),
      (["schema", "fal-ai/flux/dev", "num_im"], ["num_images="]),
      (["schema", "fal-ai/flux/dev", "--example", "acceleration=h"], ["acceleration=high"]),
      (["schema", "fal-ai/flux/dev", "sync_mode="], ["sync_mode=true", "sync_mode=false"]),
      (["completions", ""], ["bash", "zsh", "fish"]), (["nonsense", ""], []), (["search", "x"], []),
      (["models", "--limit", ""], []),
    ]
  )
  func candidates(words: [String], expected: [String]) {
    #expect(CompletionEngine.candidates(for: words).sorted() == expected.sorted())
  }

  @Test(
    "Scripts are there for three shells, and the shells that are installed accept them",
    arguments: ["bash", "zsh", "fish"]
  )
  func scripts(shell: String) throws {
    let script = try FalkitProcess.run("completions", shell)
    #expect(script.code == 0 && script.output.contains("__complete"))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-completion-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(script.output.utf8).write(to: file)
    guard
      let path = ["/bin", "/usr/bin", "/usr/local/bin"].map({ "\($0)/\(shell)" }).first(
        where: FileManager.default.isExecutableFile
      )
    else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-n", file.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(
    "bash completes a model and a value behind an equals sign",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash"))
  )
  func bash() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let falkit = FalkitProcess.executable.path
    process.arguments = [
      "--norc", "-c",
      """
      falkit() { '\(falkit)' "$@"; }
      compopt() { :; }
      source <('\(falkit)' completions bash)
      try() { COMP_LINE="$1"; COMP_POINT=${#1}; COMPREPLY=(); _falkit; printf '%s\\n' "${COMPREPLY[@]}"; }
      try 'falkit model-info fal-ai/flux/schn'
      try 'falkit schema fal-ai/flux/dev --example acceleration=re'
      try 'falkit models --status=dep'
      """,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
      separator: "\n"
    )
    #expect(lines == ["fal-ai/flux/schnell", "fal-ai/flux/schnell/redux", "regular", "deprecated"])
  }
}
