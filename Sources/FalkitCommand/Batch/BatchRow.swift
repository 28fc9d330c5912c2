import FalCore
import FalRegistry
import FalSystem

/// One line of a batch: an input of its own.
struct BatchRow: Sendable {
  /// The line in the file, from 1.
  let line: Int
  let call: ModelCall
  /// What tells its input from others, so that a changed line is a new one.
  let digest: String

  /// What it is called in the batch.
  var key: String { "\(line)/\(digest)" }
}

/// Reads the lines of a batch, and checks all of them before anything is sent.
struct BatchFile {
  private let name: String
  private let endpoint: EndpointID
  private let model: ModelDescription?
  private let shared: ModelInput
  private let invocation: Invocation
  private(set) var rows: [BatchRow] = []
  private var problems: [InputIssue] = []

  /// - Parameters:
  ///   - path: JSON, an object per line, or CSV by the ending of its name; `-` is standard input.
  ///   - endpoint: The model.
  ///   - shared: What all lines have in common.
  ///   - invocation: The command.
  /// - Throws: `CommandError` with exit code 65 and everything that is wrong, by line.
  init(
    _ path: String,
    _ endpoint: EndpointID,
    shared: ModelInput,
    _ invocation: Invocation
  ) throws(CommandError) {
    name = path == "-" ? "standard input" : path
    self.endpoint = endpoint
    self.shared = shared
    self.invocation = invocation
    model = try invocation.inputDescription(of: endpoint)
    let text =
      path == "-"
      ? try InputFile.text(try invocation.standardInput.read(for: "batch"), name) : try InputFile.text(of: path)
    if path.lowercased().hasSuffix(".csv") { try readTable(text) } else { try readLines(text) }
    guard problems.isEmpty else { throw refusal }
    guard !rows.isEmpty else { throw CommandError(.invalid, "\(name) has no lines") }
  }

  private mutating func readLines(_ text: String) throws(CommandError) {
    for (position, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy(\.isWhitespace) { continue }
      let json: JSON
      do throws(JSONParseError) {
        json = try JSON(parsing: String(line), duplicateNames: .reject)
      } catch {
        add(InputIssue(field: "", rule: "json", message: "\(error)"), line: position + 1)
        continue
      }
      guard let members = json.object else {
        add(InputIssue(field: "", rule: "type", message: "there is no JSON object"), line: position + 1)
        continue
      }
      var builder = InputBuilder(base: shared, schema: model?.schema.input ?? .anything, sources: nil)
      for (name, value) in members { builder.replace(name, by: value) }
      try add(builder, line: position + 1)
    }
  }

  private mutating func readTable(_ text: String) throws(CommandError) {
    let table = try CSVTable(text, name: name)
    for column in table.heading where InputWord(column + "=") == nil {
      throw CommandError(.invalid, "\(name): '\(column)' in the heading is not the name of an input")
    }
    for row in table.rows {
      var builder = InputBuilder(base: shared, schema: model?.schema.input ?? .anything, sources: nil)
      // An empty cell gives nothing.
      for (column, cell) in zip(table.heading, row.cells) where !cell.isEmpty {
        if let word = InputWord("\(column)=\(cell)") { try builder.apply(word) }
      }
      try add(builder, line: row.line)
    }
  }

  private mutating func add(_ builder: InputBuilder, line: Int) throws(CommandError) {
    do throws(CommandError) {
      let call = try ModelCall(endpoint, model, builder, invocation)
      let digest = SHA256.hexadecimal(of: call.input.json.text(.normalized).utf8.map(\.self)).prefix(16)
      rows.append(BatchRow(line: line, call: call, digest: String(digest)))
    } catch {
      guard !error.issues.isEmpty else { throw error }
      for issue in error.issues { add(issue, line: line) }
    }
  }

  private mutating func add(_ issue: InputIssue, line: Int) {
    var issue = issue
    issue.field = issue.field.isEmpty ? "line \(line)" : "line \(line): \(issue.field)"
    problems.append(issue)
  }

  private var refusal: CommandError {
    let message =
      problems.count == 1
      ? "\(name), \(problems[0].description)" : "\(name): \(problems.count) problems, and nothing was sent"
    var error = CommandError(
      .invalid,
      message,
      endpointID: endpoint.description,
      hint: "falkit model-info \(Shell.quoted(endpoint.description))"
    )
    error.issues = problems
    return error
  }
}
