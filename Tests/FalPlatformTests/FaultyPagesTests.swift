import FalCore
import FalEmulator
import FalPlatform
import FalRegistry
import TestSupport
import Testing

@Suite("Pages that go wrong", .timeLimit(.minutes(2)))
struct FaultyPagesTests {
  private static func page(_ ids: [String], cursor: String?) -> String {
    let page: JSON = [
      "models": .array(ids.map { ["endpoint_id": .string($0)] }), "next_cursor": cursor.map(JSON.string) ?? .null,
      "has_more": .bool(cursor != nil),
    ]
    return page.text()
  }

  @Test("A cursor that comes again is an error, and no loop")
  func repeatedCursor() async throws {
    let platform = try ScriptedPlatform { count, _ in (200, [:], Self.page(["a/m\(count)"], cursor: "Mg==")) }
    let error = await falError { _ = try await platform.client.models().all() }
    #expect(error?.kind == .invalidResponse && error?.message.contains("read already") == true)
    #expect(platform.count == 2)
  }

  @Test("Cursors without end are an error once nothing new comes", arguments: [[], ["a/b"]])
  func endlessCursors(ids: [String]) async throws {
    let platform = try ScriptedPlatform { count, _ in (200, [:], Self.page(ids, cursor: "c\(count)")) }
    let error = await falError { _ = try await platform.client.models().all() }
    #expect(error?.kind == .invalidResponse && error?.message.contains("ever more pages") == true)
    #expect(platform.count <= 4)
  }

  @Test("Pages that a filter leaves empty are not the end")
  func emptyPages() async throws {
    let platform = try ScriptedPlatform(
      Self.page(["a/b"], cursor: "1"),
      Self.page([], cursor: "2"),
      Self.page([], cursor: "3"),
      Self.page(["a/c"], cursor: nil)
    )
    #expect(try await platform.client.models().all().map(\.id) == ["a/b", "a/c"])
  }

  @Test("A model that is on two pages is read once")
  func doubleModel() async throws {
    let platform = try ScriptedPlatform(
      Self.page(["a/b", "a/c"], cursor: "1"),
      Self.page(["a/c", "a/d"], cursor: nil)
    )
    #expect(try await platform.client.models().all().map(\.id) == ["a/b", "a/c", "a/d"])
  }

  @Test("The end is where either of its two signs says so")
  func end() async throws {
    for last in [
      #"{"models":[{"endpoint_id":"a/b"}],"has_more":false,"next_cursor":"x"}"#, #"{"models":[{"endpoint_id":"a/b"}]}"#,
      #"{"models":[{"endpoint_id":"a/b"}],"next_cursor":""}"#,
    ] {
      let platform = try ScriptedPlatform(last)
      #expect(try await platform.client.models().all().count == 1)
      #expect(platform.count == 1)
    }
    // Models would be lost without a word.
    let lost = try ScriptedPlatform(#"{"models":[{"endpoint_id":"a/b"}],"has_more":true,"next_cursor":null}"#)
    let error = await falError { _ = try await lost.client.models().all() }
    #expect(error?.kind == .invalidResponse && error?.message.contains("not where") == true)
  }

  @Test(
    "A malformed page is an error that says what is wrong",
    arguments: ["[]", "{}", #"{"models":{}}"#, "<html>", ""]
  )
  func malformedPage(body: String) async throws {
    let platform = try ScriptedPlatform(body)
    let error = await falError { _ = try await platform.client.models().all() }
    #expect(error?.kind == .invalidResponse && error?.message.hasPrefix("the catalogue: the answer ") == true)
    #expect(platform.count == 1)
  }

  @Test("A malformed entry costs no other one, and can be looked at")
  func malformedEntries() async throws {
    let platform = try ScriptedPlatform(
      #"{"models":[{"endpoint_id":"a/b"},7,{"endpoint_id":"no id"},{},{"endpoint_id":"a/c","metadata":3}]}"#
    )
    let page = try #require(try await platform.client.models().pages.all().first)
    #expect(page.models.map(\.id) == ["a/b", "a/c"] && page.models[1].name == nil)
    #expect(page.unreadable == [7, ["endpoint_id": "no id"], [:]])
  }

  @Test("Nothing is sent before something is read, and no page that nobody reads")
  func laziness() async throws {
    let platform = try ScriptedPlatform { count, _ in (200, [:], Self.page(["a/m\(count)"], cursor: "c\(count)")) }
    let models = platform.client.models()
    #expect(platform.count == 0)
    var iterator = models.makeAsyncIterator()
    #expect(try await iterator.next()?.id == "a/m0")
    #expect(platform.count == 1)
  }

  @Test("A page that breaks off is asked for again")
  func brokenOff() async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = .script([
      (.catalog, .cutOff), (.catalog, nil), (.catalog, .resetBefore), (.catalog, .status(503)),
    ])
    let fal = try LocalFal(configuration)
    let count = try Registry(folder: BundledRegistry.path).records().count { $0.category == "text-to-image" }
    #expect(try await fal.client.models(ModelQuery(category: "text-to-image")).all().count == count)
    // A page has a hundred models.
    #expect(fal.emulator.statistics.received[.catalog] == (count + 99) / 100 + 3)
  }
}
