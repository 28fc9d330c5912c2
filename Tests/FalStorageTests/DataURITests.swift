import FalStorage
import Foundation
import TestSupport
import Testing

@Suite("Data URIs")
struct DataURITests {
  @Test("What is written is read again")
  func roundTrip() {
    for count in 0..<20 {
      let uri = DataURI(contentType: "image/png", bytes: UploadTests.bytes(count))
      #expect(DataURI(uri.text) == uri)
    }
    #expect(DataURI(contentType: "text/plain", bytes: Array("hi".utf8)).text == "data:text/plain;base64,aGk=")
  }

  @Test(
    "Other ways to write them",
    arguments: [
      ("data:,a%20b", "text/plain;charset=US-ASCII", "a b"), ("DATA:text/html,<p>", "text/html", "<p>"),
      ("data:text/plain;charset=utf-8;base64,aGk", "text/plain;charset=utf-8", "hi"),
      ("data:a/b;BASE64,aG\nk=", "a/b", "hi"), ("data:a/b;base64,aGk%3D", "a/b", "hi"), ("data:a/b,", "a/b", ""),
    ]
  )
  func variants(text: String, type: String, content: String) {
    let uri = DataURI(text)
    #expect(uri?.contentType == type && uri?.bytes == Array(content.utf8))
  }

  @Test(
    "What is none",
    arguments: ["", "data:", "data:a/b;base64", "http://x/,", "data:a;base64,a", "data:a;base64,a*bc", "data:a,%4"]
  )
  func none(text: String) {
    #expect(DataURI(text) == nil)
  }

  @Test("Any text is read or refused, and never crashes")
  func fuzz() {
    var random = SeededRandom(seed: 4)
    let pieces = ["data:", "image/png", ";base64", ",", "%", "%41", "aGk=", "=", "\u{0}", "é", ";", "\n", "data"]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      if let uri = DataURI(text.joined()) { #expect(DataURI(uri.text)?.bytes == uri.bytes) }
    }
  }

  @Test("A file becomes one, with its type")
  func file() throws {
    let folder = try TemporaryFolder()
    try folder.write("GIF89a", to: "a")
    #expect(try DataURI(file: folder.path + "/a").text == "data:image/gif;base64,R0lGODlh")
    #expect(throws: (any Error).self) { try DataURI(file: folder.path + "/b") }
  }
}
