import FalCore
import FalEmulator
import FalHTTPServer
import FalRequests
import FalRunner
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit download", .timeLimit(.minutes(3)))
struct DownloadCommandTests {
  private func pictures(_ names: [String]) -> @Sendable (EmulatedFiles) -> JSON {
    { files in
      let images = names.map { name -> JSON in
        ["url": .string(files.add("p.png", contentType: "image/png") { Gallery.png }), "file_name": .string(name)]
      }
      return ["images": .array(images), "seed": 7]
    }
  }

  @Test("The files of a request get the standard names; again, they are there")
  func standard() async throws {
    let gallery = try Gallery(pictures(["a.png", "b.png"]))
    let record = try await gallery.completed()
    let run = try gallery.run("download", "@last")
    #expect(run.code == 0 && run.lines.count == 2)
    let names = try gallery.names()
    #expect(run.lines == names && names.allSatisfy { $0.contains("T") && $0.contains("_acme-paint-fast_") })
    #expect(names[0].hasSuffix("_1.png") && names[1].hasSuffix("_2.png"))
    #expect(run.error.contains("saved  \(names[0])   1x1   ") && !run.error.contains("\u{1B}"))
    // They are taken down as they arrive.
    let paths = try gallery.store.record(record.id).files.map(\.path)
    #expect(paths.sorted() == names.map { gallery.folder.path + "/" + $0 })
    // No key is needed for what is here, and nothing is fetched again.
    let again = try gallery.run("download", try #require(record.requestID), "--json", more: ["FAL_KEY": ""])
    #expect(again.code == 0 && gallery.downloads == 2)
    let json = try again.json()
    #expect(json["files"][0]["reused"] == true && json["files"][0]["field"] == "images[0]")
    #expect(json["files"][0]["path"] == .string(names[0]) && json["files"][0]["width"] == 1)
    #expect(json["files"][0]["content_type"] == "image/png" && json["failed_files"] == [])
    #expect(try gallery.names() == names)
  }

  @Test("Asked for elsewhere, or anew, they are fetched again; a file that is gone, too")
  func again() async throws {
    let gallery = try Gallery(pictures(["a.png"]))
    _ = try await gallery.completed()
    _ = try gallery.run("download", "@last", "-o", "a.png")
    _ = try gallery.run("download", "@last", "-o", "a.png")
    #expect(try gallery.names() == ["a.png"] && gallery.downloads == 1)
    _ = try gallery.run("download", "@last", "-o", "sub/{name}.{ext}")
    #expect(try gallery.names() == ["a.png", "sub/a.png"] && gallery.downloads == 2)
    try gallery.folder.write("mine", to: "a.png")
    let overwritten = try gallery.run("download", "@last", "-o", "a.png", "--overwrite")
    #expect(overwritten.code == 0 && gallery.downloads == 3)
    #expect(try gallery.folder.files()["a.png"] == Data(Gallery.png))
    try FileManager.default.removeItem(atPath: gallery.folder.path + "/a.png")
    try FileManager.default.removeItem(atPath: gallery.folder.path + "/sub")
    _ = try gallery.run("download", "@last", "-o", "a.png")
    #expect(try gallery.names() == ["a.png"] && gallery.downloads == 4)
  }

  @Test("Files that are in the way stay: new ones are numbered, or left out")
  func conflicts() async throws {
    let gallery = try Gallery(pictures(["a.png", "b.png"]))
    _ = try await gallery.completed()
    try gallery.folder.write("mine", to: "x.png")
    let skipped = try gallery.run("download", "@last", "-o", "x.png", "--skip-existing", "--json")
    #expect(skipped.code == 0 && gallery.downloads == 1)
    #expect(try skipped.json()["files"][0]["reused"] == true)
    #expect(try gallery.names() == ["x-2.png", "x.png"])
    _ = try await gallery.completed()
    let numbered = try gallery.run("download", "@last", "-o", "x.png")
    #expect(numbered.code == 0)
    #expect(try gallery.names() == ["x-2.png", "x-3.png", "x-4.png", "x.png"])
    #expect(try gallery.folder.text(of: "x.png") == "mine")
    let both = try gallery.run("download", "@last", "--overwrite", "--skip-existing")
    #expect(both.code == 64)
  }

  @Test("Names of servers stay inside the folder", arguments: HostileNames.all)
  func hostile(name: String) async throws {
    let gallery = try Gallery(pictures([name]))
    _ = try await gallery.completed(["prompt": InputValue(name)])
    let run = try gallery.run("download", "@last", "-o", "in/{name}_{prompt}.{ext}")
    #expect(run.code == 0)
    let names = try gallery.names()
    #expect(names.count == 1 && names[0].hasPrefix("in/") && names[0].hasSuffix(".png"))
    #expect(names[0].split(separator: "/").count == 2 && !names[0].hasPrefix("in/."))
    #expect(!(run.output + run.error).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("Only https and this machine are asked; the other files are saved all the same")
  func schemes() async throws {
    let bad = ["file:///etc/passwd", "http://example.com/x", "ftp://example.com/x", "https://user:pw@example.com/x"]
    let gallery = try Gallery { files in
      let good = files.add("p.png", contentType: "image/png") { Gallery.png }
      return ["files": .array((bad + [good]).map { ["url": .string($0)] }), "broken": "data:image/png;base64,A"]
    }
    _ = try await gallery.completed()
    let run = try gallery.run("download", "@last", "--json")
    #expect(run.code == 3)
    let json = try run.json()
    #expect(json["files"].array?.count == 1 && json["failed_files"].array?.count == bad.count + 1)
    for (position, url) in bad.enumerated() {
      #expect(json["failed_files"][position]["url"] == .string(url))
      #expect(json["failed_files"][position]["message"].string?.contains("only https") == true)
    }
    for url in bad { #expect(try gallery.run("download", url).code == 3) }
    #expect(try gallery.names().count == 1)
  }

  @Test("A redirect to an address that is not to be asked leads nowhere")
  func redirect() throws {
    let gallery = try Gallery()
    for target in ["file:///etc/passwd", "http://example.com/x"] {
      let server = try HTTPServer { _, responder in try responder.respond(302, ["Location": target]) }
      defer { server.stop() }
      let run = try gallery.run("download", server.address + "/a.png")
      #expect(run.code == 3 && run.output.isEmpty)
    }
    #expect(try gallery.names().isEmpty)
  }

  @Test("The bytes decide what a file is, not what is said of it")
  func claims() async throws {
    let gallery = try Gallery { files in
      func file(_ name: String, _ type: String, _ bytes: [UInt8]) -> JSON {
        ["url": .string(files.add(name, contentType: type) { bytes }), "content_type": .string(type)]
      }
      return [
        "files": [
          file("a.png", "image/png", Gallery.gif), file("b.jpeg", "image/jpeg", Array("<html>".utf8)),
          file("c.txt", "text/plain", Array("hello".utf8)), file("d.exe", "application/x-strange", [1, 2, 3]),
          file("e", "model/obj", Array("v 1 2 3".utf8)), file("f.sh", "image/png", Gallery.png),
          file("g.mp4", "video/mp4", [1, 2, 3]),
        ]
      ]
    }
    _ = try await gallery.completed()
    let run = try gallery.run("download", "@last", "-o", "{index}.{ext}", "--json")
    // A page in place of a picture is none.
    #expect(run.code == 3)
    #expect(try gallery.names() == ["1.gif", "3.txt", "4.bin", "5.obj", "6.png", "7.bin"])
    #expect(try run.json()["files"][0]["content_type"] == "image/gif")
    #expect(try run.json()["failed_files"][0]["field"] == "files[1]")
  }

  @Test("Addresses with spaces and letters outside of ASCII are fetched; an empty picture is a failure")
  func oddAddresses() async throws {
    let server = try HTTPServer { request, responder in
      let isEmpty = request.target == "/empty.png"
      guard ["/my%20pic.png", "/%D1%84%D0%BE.png?a=%C3%A4", "/empty.png"].contains(request.target) else {
        return try responder.respond(404, [:], [])
      }
      try responder.respond(200, ["Content-Type": "image/png"], isEmpty ? [] : Gallery.png)
    }
    defer { server.stop() }
    let urls = ["/my pic.png", "/фо.png?a=ä", "/empty.png"].map { server.address + $0 }
    let gallery = try Gallery { _ in ["images": .array(urls.map { ["url": .string($0), "content_type": "image/png"] })]
    }
    _ = try await gallery.completed()
    let run = try gallery.run("download", "@last", "-o", "{index}.{ext}", "--json")
    #expect(run.code == 3)
    #expect(try gallery.names() == ["1.png", "2.png"])
    #expect(run.output.contains("an empty file"))
  }

  @Test("Beside each file there can be what it was made from, and never the key")
  func sidecars() async throws {
    let gallery = try Gallery(pictures(["a.png"]))
    let record = try await gallery.completed(["prompt": "a cat", "seed": 3])
    #expect(try gallery.run("download", "@last", "-o", "a.png", "--sidecar").code == 0)
    let text = try gallery.folder.text(of: "a.png.json")
    let json = try JSON(parsing: text)
    #expect(json["endpoint_id"] == "acme/paint/fast" && json["input"] == ["prompt": "a cat", "seed": 3])
    #expect(json["request_id"].string == record.requestID && json["seed"] == 7)
    #expect(json["file"]["file_name"] == "a.png" && json["bytes"].int == Gallery.png.count)
    #expect(json["submitted_at"].string != nil && json["completed_at"].string != nil && json["falkit"].string != nil)
    #expect(!text.contains("secret"))
    // Also for a file that is there already.
    try FileManager.default.removeItem(atPath: gallery.folder.path + "/a.png.json")
    #expect(try gallery.run("download", "@last", "--sidecar").code == 0 && gallery.downloads == 1)
    #expect(try gallery.names() == ["a.png", "a.png.json"])
  }

  @Test("The only file goes to standard output, several do not")
  func standardOutput() async throws {
    let gallery = try Gallery { _ in ["text": "data:text/plain,hello"] }
    _ = try await gallery.completed()
    let run = try gallery.run("download", "@last", "-o", "-")
    #expect(run.code == 0 && run.output == "hello")
    #expect(try gallery.names().isEmpty)
    #expect(try gallery.run("download", "@last", "-o", "-", "--json").code == 64)
    let two = try Gallery { _ in ["a": "data:text/plain,hello", "b": "data:text/plain,you"] }
    _ = try await two.completed()
    let refused = try two.run("download", "@last", "-o", "-")
    #expect(refused.code == 73 && refused.output.isEmpty && refused.error.contains("takes one file"))
    let shown = try FalkitProcess.runOnTerminal("download", "@last", "-o", "-", environment: gallery.environment)
    #expect(shown.contains("do not belong on a terminal"))
  }

  @Test("What fails does not stop the others, and comes with the next call")
  func failures() async throws {
    let gallery = try Gallery(pictures(["a.png", "b.png", "c.png"]))
    _ = try await gallery.completed()
    gallery.fail([.status(404)])
    let first = try gallery.run("download", "@last", "-o", "{index}.{ext}", "--jobs", "1")
    #expect(first.code == 3 && first.lines == ["2.png", "3.png"] && first.error.contains("images[0] was not saved"))
    let second = try gallery.run("download", "@last", "-o", "{index}.{ext}", "--jobs", "1")
    #expect(second.code == 0 && second.lines == ["1.png", "2.png", "3.png"] && gallery.downloads == 4)
  }

  @Test("Two processes at once fetch each file once")
  func twice() async throws {
    let gallery = try Gallery(pictures((0..<8).map { "\($0).png" }))
    _ = try await gallery.completed()
    let runs = try await withThrowingTaskGroup(of: FalkitProcess.Result.self) { group in
      for _ in 0..<3 { group.addTask { try gallery.run("download", "@last") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.allSatisfy { $0.code == 0 && $0.lines.count == 8 } && Set(runs.map(\.output)).count == 1)
    #expect(gallery.downloads == 8)
    #expect(try gallery.names().count == 8)
  }

  @Test("After a kill in the middle the same command goes on, and nothing is left over")
  func killed() async throws {
    let gallery = try Gallery()
    let content = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let asked = Lock<[String?]>([])
    let arrived = Event()
    let path = gallery.folder.path
    let server = try HTTPServer { request, responder in
      let isFirst = asked.withLock { asked in
        asked.append(request.headers["Range"])
        return asked.count == 1
      }
      let start = request.headers["Range"].flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
      var fields: HTTPFields = ["ETag": "\"v\""]
      if start > 0 { fields.append("Content-Range", "bytes \(start)-399999/400000") }
      try responder.start(start > 0 ? 206 : 200, fields, length: content.count - start)
      guard isFirst else {
        try responder.write(Array(content[start...]))
        return try responder.finish()
      }
      try responder.write(Array(content.prefix(200_000)))
      while !responder.waitUntilClientIsGone(milliseconds: 5) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard let part = names.first(where: { $0.hasSuffix(".part") }) else { continue }
        if (FilePath.length(path + "/" + part) ?? 0) > 0 { arrived.happen() }
      }
    }
    defer { server.stop() }
    let falkit = try FalkitProcess.start(["download", server.address + "/film.bin"], gallery.environment, path)
    await arrived.wait()
    falkit.send(SIGKILL)
    falkit.wait()
    let run = try gallery.run("download", server.address + "/film.bin")
    #expect(run.code == 0 && run.lines == ["film.bin"])
    #expect(try gallery.folder.files() == ["film.bin": Data(content)])
    let ranges = asked.withLock { $0 }
    #expect(ranges.count == 2 && ranges[1]?.hasPrefix("bytes=") == true && ranges[1] != "bytes=0-")
  }

  @Test("Names that are none, requests that have not ended, places that cannot be written")
  func refused() async throws {
    let gallery = try Gallery(pictures(["a.png"]))
    #expect(try gallery.run("download", "nothing-here").code == 66)
    #expect(try gallery.run("download", "@last", "-o", "{modle}").code == 64)
    #expect(try gallery.run("download", "@last", "--jobs", "0").code == 64)
    #expect(try gallery.run("download", "@last", "--offline").code == 69)
    _ = try await gallery.completed()
    try gallery.folder.write("a file", to: "file")
    let blocked = try gallery.run("download", "@last", "-o", "file/x.png", "--json")
    #expect(blocked.code == 73)
    #expect(try blocked.errorJSON()["error"]["message"].string?.contains("file is a file") == true)
    let empty = try Gallery { _ in ["text": "hello"] }
    _ = try await empty.completed()
    #expect(try empty.run("download", "@last").code == 66)
    let unknown = try gallery.run("download", gallery.fal.emulator.hosts.cdn + "/files/none.png")
    #expect(unknown.code == 3 && unknown.output.isEmpty)
  }
}
