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
    let candidates = CompletionEngine.candidates(for: words, FalkitCommand.commands).map(\.word)
    #expect(candidates.sorted() == expected.sorted())
  }

  @Test("Shells that can show it get what a word means, behind a tab, and the others get words alone")
  func meanings() async {
    func described(_ words: String...) async -> [String] { await Falkit.run(list: ["__describe"] + words).lines }
    #expect(await described("valid") == ["validate\tCheck an input, without sending it."])
    #expect(await described("models", "--categ").first?.hasPrefix("--category\t") == true)
    #expect(await described("run", "fal-ai/flux/schnel").contains("fal-ai/flux/schnell\ttext-to-image"))
    #expect(await described("run", "fal-ai/flux/dev", "num_im") == ["num_images=\tinteger, default 1, 1 to 4"])
    #expect(await described("run", "fal-ai/flux/dev", "prompt").first == "prompt=\ttext, required")
    #expect(await described("run", "fal-ai/flux/dev", "acceleration=h") == ["acceleration=high"])
  }

  @Test(
    "fish completes models with their category, and files behind @",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/fish"))
  )
  func fish() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "photo of a cat.png")
    try folder.write(await Falkit.run("completions", "fish").output, to: "falkit.fish")
    let tools = folder.path + "/tools"
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: tools + "/falkit",
      withDestinationPath: FalkitProcess.executable.path
    )
    func complete(_ line: String) throws -> [String] {
      let commands = "set PATH '\(tools)' $PATH; cd '\(folder.path)'; source falkit.fish; complete -C '\(line)'"
      return try ChildProcess.run("/usr/bin/fish", ["-N", "-c", commands]).output.split(separator: "\n").map(
        String.init
      )
    }
    #expect(try complete("falkit model-info fal-ai/flux/schnel").contains("fal-ai/flux/schnell\ttext-to-image"))
    #expect(try complete("falkit run fal-ai/flux/dev image_url=@ph") == ["image_url=@photo of a cat.png"])
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
    #expect(script.code == 0 && script.output.contains(shell == "bash" ? "__complete" : "__describe"))
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
