import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Nothing ends unseen", .timeLimit(.minutes(10)))
struct UnseenEndTests {
  private static let model = "fal-ai/flux/dev"

  @Test(
    "What another command noticed first is listed until it is fetched, and poll -d saves it",
    arguments: ["status", "poll"]
  )
  func noticed(by command: String) async throws {
    let studio = try Studio()
    #expect(try await studio.run("submit", Self.model, "prompt=a cat").code == 0)
    try await eventually("it has ended") {
      try await studio.run(list: command == "status" ? ["status", "@last"] : ["poll"])
      return try await studio.record()?.state == .completed
    }
    let list = try await studio.run("list", "--json")
    #expect(try list.json()["requests"][0]["status"] == "COMPLETED" && list.json()["requests"][0]["fetched"] == false)
    // A round that saves nothing does not repeat itself.
    #expect(try await studio.run("poll", "--json").json()["count"]["completed"] == 0)
    let poll = try await studio.run("poll", "-d", "-o", "out/", "--json")
    #expect(try poll.code == 0 && poll.json()["count"]["completed"] == 1)
    #expect(try studio.names(in: "out").count == 1)
    #expect(try await studio.run("list", "--json").json()["count"] == 0)
    #expect(try await studio.run("poll", "-d", "-o", "out/", "--json").json()["count"]["completed"] == 0)
  }

  @Test("What was printed, saved, cancelled or refused is seen")
  func seen() async throws {
    let studio = try Studio()
    for words in [
      ["run", Self.model, "prompt=a"], ["run", Self.model, "prompt=b", "-d"], ["run", Self.model, "prompt=refuse"],
    ] {
      try await studio.run(list: words)
    }
    try await studio.run("submit", Self.model, "prompt=c")
    try await studio.run("wait", "@last")
    try studio.folder.write("{\"prompt\":\"d\"}\n", to: "lines.jsonl")
    try await studio.run("batch", Self.model, "lines.jsonl")
    studio.holdWork()
    try await studio.run("submit", Self.model, "prompt=e")
    studio.letGo()
    try await studio.run("cancel", "@last")
    try await studio.run("wait", "@last")
    #expect(try await studio.run("list", "--json").json()["count"] == 0)
    #expect(try await studio.run("list", "--all", "--json").json()["count"] == 6)
  }

  @Test("A file that could not be saved is fetched by the next poll -d")
  func unsaved() async throws {
    let studio = try Studio()
    studio.failAlways(.download, .status(404))
    #expect(try await studio.run("run", Self.model, "prompt=a", "-d", "-o", "out/").code == 3)
    #expect(try await studio.run("list", "--json").json()["count"] == 1)
    studio.letGo()
    #expect(try await studio.run("poll", "-d", "-o", "out/").code == 0)
    #expect(try studio.names(in: "out").count == 1)
  }

  @Test("Requests of another fal are told of and marked, and are no failure of a timer's")
  func elsewhere() async throws {
    let (studio, other) = (try Studio(), try Studio())
    studio.holdWork()
    #expect(try await studio.run("submit", Self.model, "prompt=a").code == 0)
    let environment = other.environment.merging(["FALKIT_HOME": studio.home.path]) { $1 }
    let poll = try FalkitProcess.run(list: ["poll", "-d"], environment: environment)
    #expect(poll.code == 0 && poll.error.contains("in another queue"), "\(poll.error)")
    let list = try FalkitProcess.run(
      list: ["list"],
      environment: environment.merging(["FALKIT_OUTPUT": "human"]) { $1 }
    )
    #expect(list.output.contains("(at "), "\(list.output)")
    let json = try FalkitProcess.run(list: ["poll", "--json"], environment: environment)
    #expect(try json.json()["elsewhere"].array?.count == 1)
    studio.letGo()
  }

  @Test("poll -d saves what was only shown, too, and asks once for what is gone")
  func shownOnly() async throws {
    let studio = try Studio()
    for prompt in ["a", "b"] { try await studio.run("run", "fal-ai/flux/dev", "prompt=\(prompt)") }
    #expect(try await studio.run("list", "--json").json()["count"] == 0)
    #expect(try await studio.run("poll", "-d", "-o", "out/").code == 0)
    #expect(try studio.names(in: "out").count == 2)
    try await studio.run("run", "fal-ai/flux/dev", "prompt=c")
    studio.failAlways(.download, .status(404))
    #expect(try await studio.run("poll", "-d", "-o", "out/").code == 3)
    #expect(try await studio.run("poll", "-d", "-o", "out/").code == 0)
  }

  @Test("A folder of requests that everybody may change is not used, for reading neither")
  func distrustedFolder() async throws {
    let studio = try Studio()
    try await studio.run("run", "fal-ai/flux/dev", "prompt=a")
    let path = studio.home.path + "/state/requests"
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
    for words in [["list", "--all"], ["run", "fal-ai/flux/dev", "prompt=b"], ["poll"]] {
      let run = try await studio.run(list: words)
      #expect(run.code != 0 && run.error.contains("everybody may change"), "\(words): \(run.error)")
    }
    #expect(studio.submits == 1)
    let real = path + "-elsewhere"
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    try FileManager.default.moveItem(atPath: path, toPath: real)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
    #expect(try await studio.run("list", "--all").error.contains("a link to one"))
  }

  @Test("What goes on later keeps the options that say where files go")
  func hints() async throws {
    let studio = try Studio()
    studio.holdWork()
    let run = try await studio.run("run", "fal-ai/flux/dev", "prompt=a", "-t", "300ms", "-d", "-o", "my art/")
    #expect(run.code == 75 && run.error.contains("-d -o 'my art/'"), "\(run.error)")
    studio.letGo()
  }

  @Test(
    "A project that says where files go, and may not, is told so before anything is sent",
    arguments: [".bashrc", "a/.x.{ext}", ".git/hooks/{name}"]
  )
  func hiddenNames(template: String) async throws {
    let studio = try Studio()
    try studio.folder.write("{\"download\":true,\"output_template\":\"\(template)\"}", to: ".falkit.json")
    let run = try await studio.run("run", "fal-ai/flux/dev", "prompt=a")
    #expect(run.code == 73 && run.error.contains("hidden"), "\(run.error)")
    #expect(studio.submits == 0)
  }
}
