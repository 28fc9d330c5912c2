import FalCore
import FalEmulator
import FalRequests
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalRunner
@testable import FalkitCommand

@Suite("A file is saved once, whenever falkit is killed", .timeLimit(.minutes(1)))
struct SavedOnceTests {
  private func gallery() throws -> Gallery {
    try Gallery { files in ["image": ["url": .string(files.add("p.png", contentType: "image/png") { Gallery.png })]] }
  }

  @Test("No file has its name before it is taken down")
  func order() async throws {
    let gallery = try gallery()
    let record = try await gallery.completed()
    try gallery.folder.write("something else", to: "x.png")
    // Before each step on the record's way to disk: the names that neither the record nor its notes know.
    let untold = Lock<[String]>([])
    let steps = Lock(0)
    let store = RequestStore(path: gallery.home.path + "/state/requests", now: { Date() }) { _ in
      guard var told = try? gallery.store.record(record.id).files.map(\.path) else { return }
      told += gallery.notes(of: record.id).split(separator: "\"").map(String.init)
      let names = try gallery.names().filter { !$0.hasPrefix(".") && $0 != "x.png" }
      steps.withLock { $0 += 1 }
      untold.withLock { $0 += names.filter { !told.contains(gallery.folder.path + "/" + $0) } }
    }
    var options = SavePolicy()
    options.destination = .files(try OutputTemplate(gallery.folder.path + "/x.png"))
    let saver = ResultSaver(client: gallery.fal.client, store: store, policy: options)
    let result = try #require(try store.result(of: record.id))
    let saved = try await saver.save(result: result, of: record)
    #expect(saved.files.count == 1 && saved.failures.isEmpty)
    #expect(try gallery.names() == ["x-2.png", "x.png"])
    #expect(try gallery.store.record(record.id).files.map(\.path) == [gallery.folder.path + "/x-2.png"])
    #expect(steps.withLock { $0 } > 3 && untold.withLock { $0 } == [])
  }

  @Test("A file of which the record tells, and that did not get its name, is saved under this name")
  func toldOnly() async throws {
    let gallery = try gallery()
    let record = try await gallery.completed()
    let url = try #require(try gallery.store.result(of: record.id)?["image"]["url"].string)
    let path = gallery.folder.path + "/x.png"
    try await gallery.store.add(
      SavedFile(field: "image", url: url, path: path, contentType: "image/png", byteCount: Gallery.png.count),
      to: record.id
    )
    for _ in 0..<2 {
      #expect(try gallery.run("download", record.id.rawValue, "-o", "x.png").code == 0)
      #expect(try gallery.names() == ["x.png"])
      #expect(try gallery.store.record(record.id).files.map(\.path) == [path])
    }
    #expect(gallery.downloads == 1)
  }

  @Test("What a killed process has noted counts, and goes into the record")
  func leftNotes() async throws {
    let gallery = try gallery()
    let record = try await gallery.completed()
    let url = try #require(try gallery.store.result(of: record.id)?["image"]["url"].string)
    let paths = ["y.png", "x.png"].map { gallery.folder.path + "/" + $0 }
    try Data(Gallery.png).write(to: URL(fileURLWithPath: paths[1]))
    let notes: [JSON] = [
      ["add": ["field": "image", "url": .string(url), "path": .string(paths[0])]],
      [
        "add": ["field": "image", "url": .string(url), "path": .string(paths[1])],
        "remove": ["field": "image", "url": .string(url), "path": .string(paths[0])],
      ],
    ]
    let text = notes.map { $0.text(.compact) + "\n" }.joined() + "{\"add\":{\"fie"
    try text.write(toFile: gallery.notesPath(of: record.id), atomically: true, encoding: .utf8)
    #expect(try gallery.run("download", record.id.rawValue, "-o", "x.png").code == 0)
    #expect(try gallery.names() == ["x.png"] && gallery.downloads == 0)
    #expect(try gallery.store.record(record.id).files.map(\.path) == [paths[1]])
    #expect(gallery.notes(of: record.id).isEmpty)
  }

  @Test("A note that has not come to pass gives way to another")
  func otherName() async throws {
    let gallery = try gallery()
    let record = try await gallery.completed()
    let files = ["x.png", "x-2.png"].map { SavedFile(field: "image", url: "u", path: "/" + $0) }
    try await gallery.store.add(files[0], to: record.id)
    try await gallery.store.add(files[1], to: record.id, insteadOf: files[0])
    #expect(try gallery.store.record(record.id).files == [files[1]])
  }
}

extension Gallery {
  fileprivate func notesPath(of id: RequestRecord.ID) -> String { "\(home.path)/state/requests/.\(id).files.part" }

  fileprivate func notes(of id: RequestRecord.ID) -> String {
    (try? String(contentsOfFile: notesPath(of: id), encoding: .utf8)) ?? ""
  }
}
