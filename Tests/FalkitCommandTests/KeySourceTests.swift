import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("Where the key comes from")
struct KeySourceTests {
  @Test(
    "Files with variables are read as they stand",
    arguments: [
      ("FAL_KEY=a:b", "a:b"), ("  export FAL_KEY = 'a:b' # mine", "a:b"), ("FAL_KEY=\"a:b\"", "a:b"),
      ("FAL_KEY=a:b # comment", "a:b"), ("FAL_KEY=a:b#c", "a:b#c"), ("FAL_KEY=x:y\r\nFAL_KEY=a:b\r\n", "a:b"),
      ("# FAL_KEY=a:b", nil), ("FAL_KEY='a:b", nil), ("FAL_KEY", nil), ("OTHER=$(touch x)\nFAL_KEY=$OTHER", "$OTHER"),
      ("FAL_KEY=`id`", "`id`"), ("export FAL_KEY=\"a\\\"b\"", "a\"b"), ("FAL_KEY= # nothing", ""), ("", nil),
      ("=", nil),
    ]
  )
  func environmentFiles(text: String, key: String?) {
    #expect(EnvironmentFile(Array(text.utf8)).values["FAL_KEY"] == key)
  }

  @Test(
    "Notes of tools are read where they hold a key",
    arguments: [
      ("### fal.ai\nFAL_KEY: a:b\n", "a:b"), ("### fal.ai FAL_KEY: a:b", "a:b"), ("- **FAL_KEY**: `a:b`", "a:b"),
      ("FAL_KEY=a:b", "a:b"), ("FAL_KEY: your-key-here", nil), ("Set FAL_KEY first", nil), ("MY_KEY: a:b", nil),
    ]
  )
  func notes(text: String, key: String?) {
    #expect(ToolNotes.key(in: Array(text.utf8)) == key)
  }

  @Test("Random bytes never crash a reader")
  func random() {
    var random = SeededRandom(seed: 3)
    let pieces = ["FAL_KEY", "=", ":", "'", "\"", "\\", " ", "#", "\n", "export ", "a:b", "`", "é", "\u{0}"]
    var found = (variables: 0, notes: 0)
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let bytes = Array(text.joined().utf8)
      // Nothing comes out that was not in, and now and then something does.
      for (name, value) in EnvironmentFile(bytes).values {
        #expect(text.joined().contains(name) && value.utf8.count <= bytes.count)
        found.variables += 1
      }
      if let key = ToolNotes.key(in: bytes) {
        #expect(text.joined().contains(key))
        found.notes += 1
      }
    }
    #expect(found.variables > 10 && found.notes > 10, "\(found)")
  }

  @Test("The order of the sources, each of them named")
  func order() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/home/config", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: folder.path + "/project", withIntermediateDirectories: true)
    var environment = ["FALKIT_HOME": folder.path + "/home", "MATON_API_KEY": "maton-key"]
    func source(_ options: String...) throws -> String? {
      let run = try FalkitProcess.run(
        list: ["check-key", "--offline", "--json"] + options,
        environment: environment,
        folder: folder.path + "/project"
      )
      #expect(run.code == 0, "\(run.error)")
      return try run.json()["source"].string
    }
    #expect(try source() == "MATON_API_KEY")
    let stored = folder.path + "/home/config/credentials"
    try folder.write("stored:key\n", to: "home/config/credentials")
    #expect(chmod(stored, 0o600) == 0)
    #expect(try source() == stored)
    // Not looked into, as long as the user has not said so.
    try folder.write("FAL_KEY: note:key", to: "project/TOOLS.md")
    try folder.write("FAL_KEY=dot:env", to: "project/.env")
    #expect(try source() == stored)
    try folder.write(#"{"dotenv": true}"#, to: "home/config/config.json")
    #expect(try source() == ".env of the working directory")
    try FileManager.default.removeItem(atPath: folder.path + "/project/.env")
    #expect(try source() == "TOOLS.md of the working directory")
    environment["FAL_KEY_ID"] = "two"
    environment["FAL_KEY_SECRET"] = "halves"
    #expect(try source() == "FAL_KEY_ID and FAL_KEY_SECRET")
    environment["FAL_KEY"] = "a:b"
    #expect(try source() == "FAL_KEY")
    try folder.write("file:key", to: "key")
    #expect(try source("--key-file", "../key") == "../key")
  }

  @Test("A stored key that others may read is not used, and one that is no key is said to be none")
  func careless() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/config", withIntermediateDirectories: true)
    try folder.write("stored:key\n", to: "config/credentials")
    for mode: mode_t in [0o644, 0o640, 0o602] {
      #expect(chmod(folder.path + "/config/credentials", mode) == 0)
      let run = await Falkit.run("check-key", "--offline", environment: ["FALKIT_HOME": folder.path])
      #expect(run.code == 77 && run.error.contains("chmod 600"))
    }
    try folder.write("with space\n", to: "config/credentials")
    #expect(chmod(folder.path + "/config/credentials", 0o600) == 0)
    let run = await Falkit.run("check-key", "--offline", environment: ["FALKIT_HOME": folder.path])
    #expect(run.code == 77 && run.error.contains("config/credentials") && !run.error.contains("with space"))
  }
}
