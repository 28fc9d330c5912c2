package import FalCore
package import FalRegistry
import FalSystem

/// One line of a batch: an input of its own.
package struct BatchRow: Sendable {
  /// The line in the file, from 1.
  package let line: Int
  package let request: RunRequest
  /// What tells its input from others, so that a changed line is a new one.
  let digest: String

  /// What it is called in the batch.
  var key: String { "\(line)/\(digest)" }
}

/// The lines of a batch, all of which are checked before anything is sent.
package struct BatchFile {
  /// How the lines are written.
  package enum Format: Sendable {
    /// A JSON object in each.
    case json
    /// CSV, with the names of inputs as its heading.
    case table
  }

  private let name: String
  private let endpoint: EndpointID
  private let model: RegisteredModel?
  private let shared: ModelInput
  private let policy: CheckPolicy
  package private(set) var rows: [BatchRow] = []
  private var problems: [InputIssue] = []

  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - text: The lines.
  ///   - name: What errors call the file.
  ///   - format: How they are written.
  ///   - endpoint: The model.
  ///   - model: What is known of it.
  ///   - shared: What all lines have in common.
  ///   - policy: How they are checked.
  /// - Throws: `RunError` of kind `invalid` with everything that is wrong, by line.
  package init(
    _ text: String,
    name: String,
    format: Format,
    endpoint: EndpointID,
    model: RegisteredModel?,
    shared: ModelInput,
    policy: CheckPolicy
  ) async throws(RunError) {
    self.name = name
    self.endpoint = endpoint
    self.model = model
    self.shared = shared
    self.policy = policy
    switch format {
    case .json: try readLines(text)
    case .table: try await readTable(text)
    }
    guard problems.isEmpty else { throw refusal }
    guard !rows.isEmpty else { throw RunError(.invalid, "\(name) has no lines") }
  }

  private mutating func readLines(_ text: String) throws(RunError) {
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

  private mutating func readTable(_ text: String) async throws(RunError) {
    let table = try CSVTable(text, name: name)
    for column in table.heading where InputAssignment(column + "=") == nil {
      throw RunError(.invalid, "\(name): '\(column)' in the heading is not the name of an input")
    }
    for row in table.rows {
      var builder = InputBuilder(base: shared, schema: model?.schema.input ?? .anything, sources: nil)
      // An empty cell gives nothing.
      for (column, cell) in zip(table.heading, row.cells) where !cell.isEmpty {
        if let word = InputAssignment("\(column)=\(cell)") { try await builder.apply(word) }
      }
      try add(builder, line: row.line)
    }
  }

  private mutating func add(_ builder: InputBuilder, line: Int) throws(RunError) {
    do throws(RunError) {
      let request = try RunRequest(endpoint, model, builder, sources: nil, policy)
      let digest = SHA256.hexadecimal(of: request.input.json.text(.normalized).utf8.map(\.self)).prefix(16)
      rows.append(BatchRow(line: line, request: request, digest: String(digest)))
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

  private var refusal: RunError {
    let message =
      problems.count == 1
      ? "\(name), \(problems[0].description)" : "\(name): \(problems.count) problems, and nothing was sent"
    var error = RunError(
      .invalid,
      message,
      endpointID: endpoint.description,
      remedy: .describe(model: endpoint.description)
    )
    error.issues = problems
    return error
  }
}
