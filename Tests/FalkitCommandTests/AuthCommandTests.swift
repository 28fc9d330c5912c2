import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@Suite("falkit auth")
struct AuthCommandTests {
  private static let key = "0123abcd-0123-4567-89ab-cdef01234a0c:a-very-secret-half"
  private let folder: TemporaryFolder
  private let fal: Emulator
  private let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    var configuration = EmulatorConfiguration()
    configuration.key = Self.key
    fal = try Emulator(configuration)
    environment = CheckKeyCommandTests.environment(fal, key: nil).merging(["FALKIT_HOME": folder.path + "/home"]) { $1 }
  }

  private var path: String { folder.path + "/home/config/credentials" }

  private func falkit(_ arguments: String..., input: String? = nil, with more: [String: String] = [:]) async
    -> FalkitProcess.Result
  {
    await Falkit.run(list: arguments, environment: environment.merging(more) { $1 }, input: input)
  }

  @Test("A good key is stored for its owner alone, is used, and can be removed")
  func good() async throws {
    defer { fal.stop() }
    let run = await falkit("auth", "set", "--stdin", "-v", input: " \(Self.key)\n")
    #expect(run.code == 0, "\(run.error)")
    #expect(run.error.contains("id ends in 4a0c") && !(run.output + run.error).contains("secret"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/home/config") == ["credentials"])
    #expect(await falkit("check-key").output.contains("ok, from \(path)"))
    #expect(await falkit("auth", "status").output.contains(path))
    let other = await falkit("auth", "set", "--stdin", input: Self.key, with: ["FAL_KEY": Self.key])
    #expect(other.error.contains("another, from FAL_KEY"))
    #expect(try await falkit("auth", "remove", "--json").json()["removed"] == true)
    #expect(try await falkit("auth", "remove", "--json").json()["removed"] == false)
    #expect(await falkit("auth", "status").code == 77)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A key that fal does not know, or that is none, is not stored, and the one before stays")
  func bad() async throws {
    defer { fal.stop() }
    #expect(await falkit("auth", "set", "--stdin", input: Self.key).code == 0)
    let refused = await falkit("auth", "set", "--stdin", input: "wrong:hidden-half")
    #expect(refused.code == 77 && refused.error.contains("nothing was stored"))
    #expect(!(refused.output + refused.error).contains("hidden-half"))
    for text in ["", "no-colon", "a b:c"] {
      let run = await falkit("auth", "set", "--stdin", "--offline", input: text)
      #expect(run.code == 65, "\(text): \(run.error)")
    }
    #expect(await falkit("auth", "status").output.contains("4a0c"))
    #expect(await falkit("auth", "set", "--stdin", "--no-check", input: "any-key").code == 0)
    #expect(await falkit("auth", "set", "--stdin", "--offline", input: "x:y").code == 0)
    #expect(try folder.text(of: "home/config/credentials") == "x:y\n")
    try fal.goDown()
    #expect(await falkit("auth", "set", "--stdin", input: Self.key).code == 69)
    #expect(try folder.text(of: "home/config/credentials") == "x:y\n")
    #expect(await falkit("auth", "set", "sk:argument").code == 64)
    #expect(await falkit("auth", "set").code == 64)
  }

  @Test("What is typed is not shown, and the terminal is as before")
  func typed() throws {
    defer { fal.stop() }
    let session = try TerminalSession("auth", "set", environment: environment)
    session.waitFor("(not shown): ")
    #expect(!session.echoes)
    session.type(Self.key + "\n")
    #expect(session.finish() == .exited(0))
    #expect(session.echoes)
    #expect(session.shown.contains("is stored in") && !session.shown.contains("secret"))
    #expect(try folder.text(of: "home/config/credentials") == Self.key + "\n")
  }

  @Test("A signal ends the question, and the terminal is as before", arguments: [SIGINT, SIGTERM, SIGHUP])
  func interrupted(signal: Int32) throws {
    defer { fal.stop() }
    let session = try TerminalSession("auth", "set", environment: environment)
    session.waitFor("(not shown): ")
    session.type("half-a-key")
    session.process.send(signal)
    #expect(session.finish() == .killed(signal: signal), "\(session.shown)")
    #expect(session.echoes)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("Nobody is asked who does not want to be")
  func noInput() throws {
    defer { fal.stop() }
    let session = try TerminalSession("auth", "set", "--no-input", environment: environment)
    #expect(session.finish() == .exited(64) && session.shown.contains("--stdin"))
  }
}
