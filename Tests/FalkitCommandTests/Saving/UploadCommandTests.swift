import FalCore
import FalEmulator
import FalHTTPServer
import FalStorage
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalRunner
@testable import FalkitCommand

@Suite("falkit upload", .timeLimit(.minutes(2)))
struct UploadCommandTests {
  private func fetch(_ url: String, _ gallery: Gallery) async throws -> Data {
    let folder = try TemporaryFolder()
    _ = try await gallery.fal.client.download(url, to: folder.path + "/a")
    return try folder.files()["a"] ?? Data()
  }

  @Test("One address per file, in order; a second time nothing is sent")
  func files() async throws {
    let gallery = try Gallery()
    try Data(Gallery.png).write(to: URL(fileURLWithPath: gallery.folder.path + "/a.png"))
    try gallery.folder.write("hello", to: "b.txt")
    let run = try gallery.run("upload", "b.txt", "a.png", "-", input: "piped")
    #expect(run.code == 0 && run.lines.count == 3 && run.error.isEmpty)
    #expect(try await fetch(run.lines[0], gallery) == Data("hello".utf8))
    #expect(try await fetch(run.lines[1], gallery) == Data(Gallery.png))
    #expect(try await fetch(run.lines[2], gallery) == Data("piped".utf8))
    let json = try gallery.run("upload", "a.png", "--json").json()
    #expect(json["uploads"][0]["url"] == .string(run.lines[1]) && json["uploads"][0]["reused"] == true)
    #expect(json["uploads"][0]["content_type"] == "image/png" && json["uploads"][0]["expires_at"] == .null)
    #expect(json["uploads"][0]["sha256"].string == SHA256.hexadecimal(of: Gallery.png))
    #expect(gallery.uploads == 3)
    #expect(try gallery.run("upload", "a.png", "--no-cache").lines != [run.lines[1]])
    #expect(try gallery.run("upload", "a.png", "--content-type", "image/x-other").lines != [run.lines[1]])
    #expect(gallery.uploads == 5)
  }

  @Test("A copy that is gone, or is about to be, is not used")
  func gone() async throws {
    let gallery = try Gallery()
    try gallery.folder.write("hello", to: "a.txt")
    let first = try gallery.run("upload", "a.txt", "--expires-in", "1h", "--json")
    #expect(try first.json()["uploads"][0]["expires_at"].string != nil)
    #expect(try gallery.run("upload", "a.txt", "--expires-in", "1h", "--json").json()["uploads"][0]["reused"] == true)
    // Its index says when it was uploaded: two thirds of its life are over.
    let index = URL(fileURLWithPath: gallery.home.path + "/cache/uploads.json")
    var document = try JSON(parsing: Array(try Data(contentsOf: index)))
    var entry = document["uploads"][0]
    let uploaded = try #require(entry["uploaded_at"].int)
    entry["uploaded_at"] = .number(JSONNumber(uploaded - 2400))
    entry["expires_at"] = .number(JSONNumber(uploaded + 1200))
    document["uploads"] = [entry]
    try Data(document.utf8()).write(to: index)
    #expect(try gallery.run("upload", "a.txt", "--expires-in", "1h", "--json").json()["uploads"][0]["reused"] == false)
    // Of the life of this one nothing is known, and fal no longer has it.
    let kept = try gallery.run("upload", "a.txt").lines
    gallery.fail([.status(404)])
    #expect(try gallery.run("upload", "a.txt").lines != kept)
    #expect(gallery.uploads == 4)
  }

  @Test("An index that is damaged, or cannot be written, is no obstacle")
  func damaged() throws {
    let gallery = try Gallery()
    try gallery.folder.write("hello", to: "a.txt")
    let index = gallery.home.path + "/cache/uploads.json"
    try FileManager.default.createDirectory(atPath: gallery.home.path + "/cache", withIntermediateDirectories: true)
    let strange = #"{"version":1,"uploads":[{"sha256":1},7,{"url":"file:///x"}]}"#
    for text in ["", "{", "[]", strange, #"{"version":9}"#] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: index))
      let run = try gallery.run("upload", "a.txt")
      #expect(run.code == 0 && run.lines.count == 1)
    }
    #expect(gallery.uploads == 5)
    #expect(try gallery.run("upload", "a.txt", more: ["FALKIT_HOME": "/dev/null/x"]).code == 0)
  }

  @Test("Many processes at once lose nothing of the index")
  func concurrent() async throws {
    let gallery = try Gallery()
    for number in 0..<4 { try gallery.folder.write("file \(number)", to: "\(number).txt") }
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<4 { group.addTask { try gallery.run("upload", "\(number).txt").code } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [0, 0, 0, 0])
    let again = try gallery.run("upload", "0.txt", "1.txt", "2.txt", "3.txt", "--json").json()
    #expect(again["uploads"].array?.allSatisfy { $0["reused"] == true } == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: gallery.home.path + "/cache").count == 2)
  }

  @Test("What is at an address is copied; other schemes are refused")
  func addresses() async throws {
    let gallery = try Gallery()
    let server = try HTTPServer { _, responder in try responder.respond(200, [:], Gallery.png) }
    defer { server.stop() }
    let run = try gallery.run("upload", server.address + "/x/moon.png?a=b", "data:text/plain,hi", "--json")
    let json = try run.json()
    #expect(run.code == 0 && json["uploads"][0]["content_type"] == "image/png")
    #expect(json["uploads"][0]["url"].string?.hasSuffix("moon.png") == true)
    #expect(try await fetch(json["uploads"][1]["url"].string ?? "", gallery) == Data("hi".utf8))
    #expect(try gallery.run("upload", "file:///etc/passwd").code == 65)
    #expect(try gallery.run("upload", "http://example.com/x").code == 65)
  }

  @Test("Some fail, all fail, and what cannot be asked for")
  func failures() throws {
    let gallery = try Gallery()
    try gallery.folder.write("hello", to: "a.txt")
    let some = try gallery.run("upload", "missing.png", "a.txt", ".")
    #expect(some.code == 3 && some.lines.count == 1 && some.error.contains("missing.png"))
    let all = try gallery.run("upload", "missing.png", "--json")
    #expect(all.code == 66 && all.output.isEmpty)
    #expect(try all.errorJSON()["error"]["code"] == "not-found")
    #expect(try gallery.run("upload", "-", "-").code == 64)
    #expect(try gallery.run("upload", "a.txt", "a.txt", "--name", "x").code == 64)
    #expect(try gallery.run("upload", "a.txt", "--expires-in", "0").code == 64)
    #expect(try gallery.run("upload", "a.txt", more: ["FAL_KEY": ""]).code == 77)
  }
}
