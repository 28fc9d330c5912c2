import FalCore
import FalRegistry
import Testing

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
      let input = try call(of: description, command.inputs, base, invocation).input
      #expect(invocation.path == ["run"] && command.model == id)
      #expect(input.json == description.example && input.files.isEmpty, "\(id): \(description.command)")
    }
  }

  @Test("The example of schema --example is a valid input")
  func examples() async throws {
    for description in try await EveryModel.descriptions() {
      await Task.yield()
      let invocation = try InProcess.invocation(["validate", description.record.id])
      let input = try call(of: description, [], ModelInput(json: description.example), invocation).input
      #expect(input.json == description.example)
    }
  }

  /// Reads and checks an input as commands do, for a model that was read before.
  private func call(
    of model: ModelDescription,
    _ words: [InputWord],
    _ base: ModelInput,
    _ invocation: Invocation
  ) throws -> ModelCall {
    let nothing = InputBuilder.Sources(text: { _ in "" }, hasFile: { _ in false }, media: { _, _ in [] })
    var builder = InputBuilder(base: base, schema: model.schema.input, sources: nothing)
    for word in words { try builder.apply(word) }
    return try ModelCall(try EndpointID(model.record.id), model, builder, invocation)
  }

  @Test(
    "A shell's quoting is read back",
    arguments: ["", "a", "it's", "a b", "''", "\\", "$x`y`\"z\"", "a\nb", "é*?~#"]
  )
  func quoting(text: String) {
    #expect(ShellWords.split("x " + Shell.quoted(text)) == ["x", text])
  }
}
