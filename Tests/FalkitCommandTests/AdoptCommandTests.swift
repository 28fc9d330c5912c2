import FalCore
import FalEmulator
import FalRequests
import TestSupport
import Testing

@Suite("falkit adopt", .timeLimit(.minutes(5)))
struct AdoptCommandTests {
  private static let words = ["run", "fal-ai/flux/dev", "prompt=a cat"]

  /// What the dashboard would show of a request that arrived all the same.
  private static func submit(_ prompt: String, _ studio: Studio) async throws -> String {
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = studio.emulator.hosts
    let input: InputValue = ["prompt": .init(stringLiteral: prompt)]
    return try await FalClient(configuration).submit(to: "fal-ai/flux/dev", input: input).requestID
  }

  @Test("A request that is UNKNOWN gets the id of the dashboard, and is followed under it")
  func adopts() async throws {
    let studio = try Studio()
    studio.fail(.submit, .resetBefore)
    let lost = try await studio.run(list: Self.words)
    #expect(lost.code == 69 && lost.error.contains("falkit adopt ID --request r"))
    let id = try await Self.submit("a cat", studio)
    let wrong = try await studio.run("adopt", "11111111-2222-3333-4444-555555555555")
    #expect(wrong.code == 66 && wrong.error.contains("fal does not know a request"))
    #expect(try await studio.record()?.state == .unknown)
    let adopted = try await studio.run("adopt", id)
    #expect(adopted.code == 0 && adopted.output == id + "\n", "\(adopted.error)")
    #expect(try await studio.run("wait", "@last", "-o", "out/").code == 0)
    #expect(try await studio.record()?.state == .completed && studio.submits == 2)
    #expect(try await studio.run("adopt", id).code == 66)
    #expect(try await studio.run("adopt", id, "--request", "@last").code == 64)
  }

  @Test("Where several are UNKNOWN it must be said which; an id is given once")
  func several() async throws {
    let studio = try Studio()
    studio.fail(.submit, .resetBefore, .resetBefore)
    try await studio.run(list: Self.words)
    try await studio.run(list: ["run", "fal-ai/flux/dev", "prompt=a dog"])
    let ids = [try await Self.submit("a cat", studio), try await Self.submit("a dog", studio)]
    #expect(try await studio.run("adopt", ids[0]).code == 64)
    let records = try await studio.store.list().records
    #expect(records.count == 2 && records.allSatisfy { $0.state == .unknown })
    #expect(try await studio.run("adopt", ids[0], "--request", records[0].id.rawValue).code == 0)
    #expect(try await studio.run("adopt", ids[0], "--request", records[1].id.rawValue).code == 75)
    #expect(try await studio.run("adopt", ids[1]).code == 0)
  }

  @Test("A key in a wrong place is not repeated")
  func keys() async {
    let key = "01234567-89ab-cdef-0123-456789abcdef:0123456789abcdef0123456789abcdef"
    for words in [["auth", "set", key], ["auth", key], [key], ["models", "x", key]] {
      let run = await Falkit.run(list: words)
      #expect(run.code == 64 && !(run.output + run.error).contains("456789abcdef"), "\(run.error)")
    }
  }
}
