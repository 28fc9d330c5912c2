import FalEmulator
import Foundation
import TestSupport
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
      (["run", "fal-ai/flux/schn"], ["fal-ai/flux/schnell", "fal-ai/flux/schnell/redux"]),
      (["run", "prompt=a cat", "fal-ai/flux/schn"], ["fal-ai/flux/schnell", "fal-ai/flux/schnell/redux"]),
      (["run", "--local", "-d", "fal-ai/flux/dev", "num_im"], ["num_images="]),
      (["submit", "prompt=a cat", "fal-ai/flux/dev", "num_im"], ["num_images="]),
      (["validate", "fal-ai/flux/dev", "acceleration=h"], ["acceleration=high"]),
      (["batch", "fal-ai/flux/dev", ""], []), (["batch", "fal-ai/flux/dev", "acceleration=h"], ["acceleration=high"]),
      (["batch", "fal-ai/flux/dev", "in.jsonl", "num_im"], ["num_images="]),
      (["run", "fal-ai/flux/dev", "--num"], ["--num_images", "--num_inference_steps"]),
      (["run", "fal-ai/flux/dev", "--acceleration", "h"], ["high"]),
      (["run", "fal-ai/flux/dev", "--sync-mode="], ["--sync-mode=true", "--sync-mode=false"]),
      (["run", "fal-ai/flux/dev", "--on-int"], ["--on-interrupt"]), (["run", "fal-ai/flux/dev", "image_url=@"], []),
      (["run", "fal-ai/flux/dev", "--", "--num"], []), (["run", "--numb"], []),
      (["config", "get", "time"], ["timeout"]), (["config", "s"], ["set"]),
      (["config", "set", "output", ""], ["human", "plain", "json"]),
      (["config", "set", "download", "t"], ["true"]), (["config", "set", "timeout", ""], []),
      (["man", "ru"], ["run"]), (["man", "registry", "im"], ["import"]), (["man", "run", ""], []),
    ]
  )
  func candidates(words: [String], expected: [String]) {
    #expect(CompletionEngine.candidates(for: words, FalkitCommand.commands).sorted() == expected.sorted())
  }

  @Test("Requests of this machine are offered, and what their models take")
  func requests() async throws {
    let home = try TemporaryFolder()
    let fal = try Emulator()
    defer { fal.stop() }
    let environment = CheckKeyCommandTests.environment(fal).merging(["FALKIT_HOME": home.path]) { $1 }
    let id = await Falkit.run("submit", "fal-ai/flux/dev", "prompt=a cat", environment: environment).lines[0]
    func complete(_ words: String...) async throws -> [String] {
      await Falkit.run(list: ["__complete"] + words, environment: environment).lines
    }
    #expect(try await complete("wait", "") == ["@last", id])
    #expect(try await complete("wait", "@") == ["@last"])
    #expect(try await complete("result", String(id.prefix(8))) == [id])
    #expect(try await complete("rerun", "@last", "num_im") == ["num_images="])
    #expect(try await complete("rerun", id, "acceleration=h") == ["acceleration=high"])
    #expect(try await complete("rerun", id, "--num_im") == ["--num_images"])
  }

  @Test(
    "Scripts are there for three shells, and the shells that are installed accept them",
    arguments: ["bash", "zsh", "fish"]
  )
  func scripts(shell: String) async throws {
    let script = await Falkit.run("completions", shell)
    #expect(script.code == 0 && script.output.contains("__complete"))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-completion-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(script.output.utf8).write(to: file)
    guard
      let path = ["/bin", "/usr/bin", "/usr/local/bin"].map({ "\($0)/\(shell)" }).first(
        where: FileManager.default.isExecutableFile
      )
    else { return }
    let check = try ChildProcess.run(path, ["-n", file.path])
    #expect(check.ending == .exited(0), "\(check.error)")
  }

  @Test(
    "bash completes a model, a value behind an equals sign, and a file",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash"))
  )
  func bash() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "photo one.jpg")
    try FileManager.default.createDirectory(atPath: folder.path + "/subfolder", withIntermediateDirectories: true)
    let falkit = FalkitProcess.executable.path
    let script = """
      falkit() { '\(falkit)' "$@"; }
      compopt() { :; }
      source <('\(falkit)' completions bash)
      try() { COMP_LINE="$1"; COMP_POINT=${#1}; COMPREPLY=(); _falkit; printf '%s\\n' "${COMPREPLY[@]}"; }
      try 'falkit model-info fal-ai/flux/schn'
      try 'falkit schema fal-ai/flux/dev --example acceleration=re'
      try 'falkit models --status=dep'
      try 'falkit run fal-ai/flux/dev --acceleration hi'
      cd '\(folder.path)'
      try 'falkit run fal-ai/flux/dev/image-to-image image_url=@pho'
      try 'falkit run fal-ai/flux/dev/image-to-image image_url=@sub'
      """
    let lines = try ChildProcess.run("/bin/bash", ["--norc", "-c", script]).output.split(separator: "\n")
    #expect(
      lines == [
        "fal-ai/flux/schnell", "fal-ai/flux/schnell/redux", "regular", "deprecated", "high", "@photo\\ one.jpg",
        "@subfolder/",
      ]
    )
  }
}
