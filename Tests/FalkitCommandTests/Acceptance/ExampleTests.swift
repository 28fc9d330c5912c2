import FalCatalog
import FalCore
import FalRegistry
import Testing

@testable import FalRunner
@testable import FalkitCommand

/// What falkit tells people to type is what it takes.
@Suite("Examples of every model", .timeLimit(.minutes(10)))
struct ExampleTests {
  @Test("The command that model-info prints is split by a shell as it is meant, and gives the example")
  func commands() async throws {
    for description in try await EveryModel.descriptions() {
      await Task.yield()
      let id = description.record.id
      let words = try #require(ShellWords.split(description.command), "\(id): \(description.command)")
      #expect(words.first == "falkit")
      let invocation = try InProcess.invocation(Array(words.dropFirst()))
      let command = try ModelWords(invocation)
      let base = ModelInput(json: try InputOptions.base(invocation))
      let input = try await request(of: description, command.inputs, base).input
      #expect(invocation.path == ["run"] && command.model == id)
      #expect(input.json == description.example && input.files.isEmpty, "\(id): \(description.command)")
    }
  }

  @Test("The example of schema --example is a valid input")
  func examples() async throws {
    for description in try await EveryModel.descriptions() {
      await Task.yield()
      let input = try await request(of: description, [], ModelInput(json: description.example)).input
      #expect(input.json == description.example)
    }
  }

  /// Reads and checks an input as commands do, for a model that was read before.
  private func request(
    of model: ModelDescription,
    _ words: [InputAssignment],
    _ base: ModelInput
  ) async throws -> RunRequest {
    var nothing = InputSources(
      store: { () throws(RunError) in throw RunError(.notFound, "there are no requests") },
      models: KnownModels(registry: FalCatalog.registry),
      session: nil,
      standardInput: { _ in [] }
    )
    nothing.text = { _ in "" }
    nothing.file = { .missing(path: $0) }
    nothing.media = { _, _ in [] }
    var builder = InputBuilder(base: base, schema: model.schema.input, sources: nothing)
    for word in words { try await builder.apply(word) }
    return try RunRequest(try EndpointID(model.record.id), model.model, builder, sources: nothing, CheckPolicy())
  }

  @Test(
    "A shell's quoting is read back",
    arguments: ["", "a", "it's", "a b", "''", "\\", "$x`y`\"z\"", "a\nb", "é*?~#"]
  )
  func quoting(text: String) {
    #expect(ShellWords.split("x " + Shell.quoted(text)) == ["x", text])
  }
}
