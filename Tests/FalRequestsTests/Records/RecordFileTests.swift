import FalCore
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Files of records", .timeLimit(.minutes(10)))
struct RecordFileTests {
  @Test("Damaged files are named, stay as they are, and do not hide the others")
  func damage() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    let text = try shop.text(of: record.id)
    let damaged = [
      "r00000000000001": nil, "r0000000000001": "", "r0000000000002": String(text.dropLast(10)),
      "r0000000000003": "{}\n", "r0000000000004": String(repeating: "\0", count: 9000), "r0000000000005": text,
      "r0000000000006": String(text.prefix(60)), "r0000000000007": "[1]", "r0000000000008": text + text,
    ]
    for (name, text) in damaged { if let text { try shop.write(text, as: "\(name).json") } }
    try shop.write("mine", as: "notes.txt")
    try FileManager.default.createDirectory(
      atPath: "\(shop.path)/r0000000000009.json",
      withIntermediateDirectories: true
    )
    let before = try shop.folder.files()
    let listing = try await shop.store.list()
    #expect(listing.records == [record])
    let names = damaged.filter { $0.value != nil }.keys + ["r0000000000009"]
    #expect(listing.damaged.map(\.path) == names.sorted(by: >).map { "\(shop.path)/\($0).json" })
    #expect(listing.damaged.allSatisfy { $0.kind == .damaged })
    #expect(try await shop.store.find("@last") == record)
    #expect(await storeError { _ = try await shop.store.find("r0000000000002") }?.kind == .damaged)
    #expect(await storeError { try await shop.store.forget("r0000000000002") }?.kind == .damaged)
    try await shop.store.prune(endedBefore: .distantFuture)
    #expect(try shop.folder.files() == before)
  }

  @Test("What a newer falkit wrote is kept by every change, and its version stays")
  func unknownMembers() async throws {
    let shop = try Workshop()
    let id: RequestRecord.ID = "r0123456789abc"
    let head =
      #"{"version":7,"id":"\#(id)","endpoint":"acme/echo","state":"DREAMING","created_at":"2026-01-31T14:25:30.123Z","#
      + #""request_id":"x","queue":"\#(shop.client.configuration.hosts.queue)","mood":{"a":[1]}"#
    try shop.write(head + "\n" + #","input":{"p":1}"# + "\n" + #","dream":[[["deep"]]]"# + "\n}\n", as: "\(id).json")
    let record = try shop.store.record(id)
    #expect(record.state == RequestState(rawValue: "DREAMING") && !record.state.isFinal)
    #expect(record.created == Date(timeIntervalSince1970: 1_769_869_530.123))
    try await shop.store.add(SavedFile(field: "images[0]", url: "u", path: "/p"), to: id)
    let lines = try shop.text(of: id).split(separator: "\n")
    #expect(lines.dropFirst() == [#","input":{"p":1}"#, #","dream":[[["deep"]]]"#, "}"])
    let members = try JSON(parsing: try shop.text(of: id))
    #expect(members["version"] == 7 && members["mood"] == ["a": [1]] && members["state"] == "DREAMING")
    #expect(members["files"][0]["path"] == "/p")
    #expect(try shop.store.input(of: id) == ["p": 1])
  }

  @Test("A file that somebody has laid out anew is read, and changed, all the same")
  func layout() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    let ended = try await shop.store.wait(for: record.id)
    let json = try JSON(parsing: try shop.text(of: record.id))
    for format in [.readable, .compact, JSONFormat(layout: .readable, sortsNames: true)] as [JSONFormat] {
      try shop.write(json.text(format), as: "\(record.id).json")
      #expect(try await shop.store.list().records == [ended])
      #expect(try shop.store.result(of: record.id)?["echo"]["prompt"] == "a cat")
      let file = SavedFile(field: "a", url: "u", path: "/\(format)", contentType: "image/png", byteCount: 3)
      let changed = try await shop.store.add(file, to: record.id)
      #expect(changed.files == [file])
      #expect(try shop.store.input(of: record.id) == ["prompt": "a cat"])
      #expect(try shop.store.record(record.id) == changed)
    }
  }

  @Test("A damaged result is told when it is read; the record is there all the same")
  func damagedResult() async throws {
    let shop = try Workshop()
    let record = try await shop.store.wait(for: try await shop.submit().id)
    let text = try shop.text(of: record.id).replacingOccurrences(of: #","result":{"#, with: #","result":{]"#)
    try shop.write(text, as: "\(record.id).json")
    #expect(try await shop.store.list().records == [record])
    #expect(await storeError { _ = try shop.store.result(of: record.id) }?.kind == .damaged)
    #expect(try shop.store.input(of: record.id) == ["prompt": "a cat"])
  }

  @Test("Records whose first line is long are read")
  func longLines() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    _ = try await shop.store.wait(for: record.id)
    let files = (0..<60).map { number in
      SavedFile(field: "images[\(number)]", url: String(repeating: "u", count: 100), path: "/p/\(number)")
    }
    for file in files + files { try await shop.store.add(file, to: record.id) }
    #expect(try shop.store.record(record.id).files == files)
    #expect(try await shop.store.list().records.first?.files == files)
  }

  @Test("Where requests are kept follows the environment")
  func paths() throws {
    func path(_ environment: [String: String]) -> String? { try? RequestStore.standardPath(environment: environment) }
    #expect(path(["FALKIT_HOME": "/f", "HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/f/state/requests")
    #expect(path(["HOME": "/h", "XDG_STATE_HOME": "/s", "FALKIT_HOME": ""]) == "/s/falkit/requests")
    #expect(path(["HOME": "/h", "XDG_STATE_HOME": "relative"]) == "/h/.local/state/falkit/requests")
    #expect(path([:]) == nil)
    #expect(RequestStore(path: "/a/b/").path == "/a/b")
  }

  @Test("A path with a character 0 is refused, and nothing is made; a record says what it is on one line")
  func oddPath() async throws {
    let shop = try Workshop()
    let odd = RequestStore(path: shop.folder.path + "/a\0b", client: shop.client)
    let error = await storeError { _ = try await odd.submit(to: Echo.self, input: .init(prompt: "a")) }
    #expect(error?.kind == .cannotWrite && error?.message.contains("character 0") == true)
    #expect(!FileManager.default.fileExists(atPath: shop.folder.path + "/a") && shop.accepted == 0)
    let record = try await shop.submit()
    #expect("\(record)" == "\(record.id) \(record.requestID ?? "") acme/echo/fast IN_QUEUE")
  }
}
