import FalCore
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Uploads in parts: fuzz")
struct UploadFuzzTests {
  /// What was sent of one upload.
  private struct Upload {
    /// Where it is completed; parts are numbers in place of the word at the end.
    let target: (String) -> String
    let path: String
    var parts: [Int: (tag: JSON, bytes: [UInt8])] = [:]
    var isOver = false
  }

  private let emulator: Emulator
  private let client: RawClient
  private let port: UInt16
  private let token: String

  init() throws {
    emulator = try Emulator(model: TestModel())
    port = try #require(UInt16(emulator.address.split(separator: ":").last ?? ""))
    client = try RawClient(port: port)
    try client.send("POST /rest/storage/auth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
    token = try #require(try JSON(parsing: client.readAnswer().body)["token"].string)
  }

  private func ask(_ method: String, _ target: String, _ body: [UInt8], withToken: Bool) throws -> RawClient.Answer {
    let authorization = withToken ? "Authorization: Bearer \(token)\r\n" : ""
    let fields = "Host: localhost\r\n\(authorization)Content-Length: \(body.count)"
    try client.send("\(method) \(target) HTTP/1.1\r\n\(fields)\r\n\r\n")
    try client.send(body)
    return try client.readAnswer()
  }

  private func path(_ url: JSON) throws -> String {
    try "/cdn" + #require(url.string?.split(separator: "/cdn", maxSplits: 1).last)
  }

  private func begin(signed: Bool) throws -> Upload {
    if signed {
      let body = Array(#"{"file_name": "a b.bin", "content_type": "text/plain"}"#.utf8)
      let answer = try ask("POST", "/rest/storage/upload/initiate-multipart", body, withToken: false)
      let addresses = try JSON(parsing: answer.body)
      let target = try path(addresses["upload_url"]).split(separator: "?", maxSplits: 1).map(String.init)
      return Upload(target: { "\(target[0])/\($0)?\(target[1])" }, path: try path(addresses["file_url"]))
    }
    let answer = try ask("POST", "/cdn/files/upload/multipart", [], withToken: true)
    let addresses = try JSON(parsing: answer.body)
    let file = try path(addresses["access_url"])
    let id = try #require(addresses["uploadId"].string)
    return Upload(target: { "\(file)/multipart/\(id)/\($0)" }, path: file)
  }

  @Test("What is completed with all its parts is there, byte for byte, and nothing else is", arguments: 0..<20)
  func randomUploads(seed: UInt64) throws {
    var random = TestSupport.SeededRandom(seed: seed)
    defer { emulator.stop() }
    for _ in 0..<4 {
      let isSigned = Bool.random(using: &random)
      var upload = try begin(signed: isSigned)
      for _ in 0..<12 where !upload.isOver {
        if Int.random(in: 0..<3, using: &random) > 0 {
          try sendPart(of: &upload, withToken: !isSigned, &random)
        } else {
          try complete(&upload, withToken: !isSigned, &random)
        }
      }
    }
  }

  private func sendPart(of upload: inout Upload, withToken: Bool, _ random: inout TestSupport.SeededRandom) throws {
    let number = [1, 1, 1, 2, 2, 3, 0, -1, 10_001, Int.max].randomElement(using: &random) ?? 1
    let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let answer = try ask("PUT", upload.target("\(number)"), bytes, withToken: withToken)
    #expect(answer.status == ((1...10_000).contains(number) ? 200 : 404))
    guard answer.status == 200 else { return }
    let tag = try answer.value("ETag").map(JSON.string) ?? JSON(parsing: answer.body)["etag"]
    upload.parts[number] = (tag, bytes)
  }

  private func complete(_ upload: inout Upload, withToken: Bool, _ random: inout TestSupport.SeededRandom) throws {
    var receipts = upload.parts.map { number, part -> JSON in
      ["partNumber": .number(JSONNumber(number)), "etag": part.tag]
    }
    receipts.shuffle(using: &random)
    if Int.random(in: 0..<4, using: &random) == 0 { receipts.removeLast(min(1, receipts.count)) }
    if Int.random(in: 0..<6, using: &random) == 0 { receipts.append(["partNumber": 1, "etag": "\"other\""]) }
    var body = JSON.object(["parts": .array(receipts)]).utf8()
    if Int.random(in: 0..<3, using: &random) == 0 { body = random.mutate(body) }
    let answer = try ask("POST", upload.target("complete"), body, withToken: withToken)
    #expect(answer.status == 200 || answer.status == 400)
    let isThere = try ask("GET", upload.path, [], withToken: false)
    #expect((answer.status == 200) == (isThere.status == 200))
    guard answer.status == 200 else { return }
    upload.isOver = true
    let named = try #require(try JSON(parsing: body)["parts"].array).compactMap(\.["partNumber"].int).sorted()
    #expect(named == Array(1...named.count))
    #expect(isThere.body == named.flatMap { upload.parts[$0]?.bytes ?? [] })
  }
}
