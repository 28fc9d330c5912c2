import FalCore
import Foundation
import TestSupport
import Testing

@Suite("falkit registry diff")
struct DiffCommandTests {
  private func setUp() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/Registry", withIntermediateDirectories: true)
    try folder.write(TestFeed.modules, to: "Registry/modules.json")
    try add("acme/a", to: folder)
    return folder
  }

  private func add(_ id: String, to folder: TemporaryFolder) throws {
    let page = String(decoding: TestFeed.page(TestFeed.model(id)), as: UTF8.self)
    let result = try FalkitProcess.run(
      "registry",
      "import",
      "-",
      "--registry",
      "Registry",
      input: page,
      folder: folder.path
    )
    #expect(result.code == 0, "\(result.error)")
  }

  private func git(_ folder: TemporaryFolder, _ words: String...) throws {
    let names = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    let result = try ChildProcess.run("git", ["-C", folder.path] + names + words)
    #expect(result.ending == .exited(0), "\(result.error)")
  }

  @Test("A commit is compared with what is there now, as text, Markdown and JSON")
  func revisions() throws {
    let folder = try setUp()
    try git(folder, "init", "-q")
    try git(folder, "add", ".")
    try git(folder, "commit", "-qm", "one")
    #expect(try FalkitProcess.run("registry", "diff", "HEAD", folder: folder.path).output == "no difference\n")
    try add("acme/b", to: folder)
    let text = try FalkitProcess.run("registry", "diff", "HEAD", "--exit-code", folder: folder.path)
    #expect(text.code == 1 && text.lines.first == "1 new: minor (Swift minor, JSON minor)")
    let markdown = try FalkitProcess.run("registry", "diff", "HEAD", "--markdown", folder: folder.path)
    #expect(markdown.code == 0 && markdown.output.contains("### New models\n\n- `acme/b`"))
    let json = try FalkitProcess.run("registry", "diff", "HEAD", "Registry", "--json", folder: folder.path).json()
    #expect(json["impact"] == "minor" && json["models"][0]["endpoint_id"] == "acme/b")
  }

  @Test("What is no registry is said", arguments: ["nowhere", "--output=x", "HEAD~99", ""])
  func nothing(name: String) throws {
    let folder = try setUp()
    let result = try FalkitProcess.run("registry", "diff", "--", name, folder: folder.path)
    #expect(result.code == 66 && result.error.contains("neither a folder"))
    #expect(try FalkitProcess.run("registry", "diff", folder: NSTemporaryDirectory()).code == 66)
  }
}
