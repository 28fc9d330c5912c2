package import FalCore
package import FalRegistry
import FalSystem

/// One line of a batch: an input of its own.
package struct BatchRow: Sendable {
  /// The line in the file, from 1.
  package let line: Int
  package let request: RunRequest
  /// What its values are called and are, for names of files.
  package let columns: [String: String]
  /// What tells its input from others, so that a changed line is a new one.
  let digest: String

  /// What it is called in the batch.
  var key: String { "\(line)/\(digest)" }
}

/// What is asked of a model line by line, all of which is checked before anything is sent.
package struct BatchFile {
  /// What all lines have in common.
  package struct Common: Sendable {
    let base: ModelInput
    let words: [InputAssignment]
    let usedColumns: Set<String>

    /// - Parameters:
    ///   - base: What every input begins with.
    ///   - words: What changes every input; `{line}`, and the name of a column in braces, stand for the values of the line.
    ///   - usedColumns: What else columns are used for: such a one need not be an input.
    package init(base: ModelInput, words: [InputAssignment], usedColumns: Set<String>) {
      self.base = base
      self.words = words
      self.usedColumns = usedColumns
    }
  }

  private let name: String
  private let endpoint: EndpointID
  private let model: RegisteredModel?
  private let policy: CheckPolicy
  private let files: InputSources?
  /// What the words make of every input that are the same in all lines.
  private let shared: ModelInput
  /// The words that are not.
  private let words: [InputAssignment]
  private let tableColumns: Set<String>
  /// The columns that are no inputs, and need not be.
  private let keptApart: Set<String>
  package private(set) var rows: [BatchRow] = []
  private var problems = LineIssues()

  /// Reads all lines.
  ///
  /// - Parameters:
  ///   - table: The lines.
  ///   - name: What errors call the file.
  ///   - endpoint: The model.
  ///   - model: What is known of it.
  ///   - common: What all lines have in common.
  ///   - sources: Where contents come from that the common words name.
  ///   - files: Where files come from that lines name; `nil` to take none.
  ///   - policy: How they are checked.
  /// - Throws: `RunError` of kind `invalid` with everything that is wrong, by line.
  package init(
    _ table: BatchTable,
    name: String,
    endpoint: EndpointID,
    model: RegisteredModel?,
    common: Common,
    sources: InputSources,
    files: InputSources?,
    policy: CheckPolicy
  ) async throws(RunError) {
    self.name = name
    self.endpoint = endpoint
    self.model = model
    self.policy = policy
    self.files = files
    tableColumns = table.columns
    let columns = table.columns.union([OutputTemplate.lineColumn])
    words = common.words.filter { !columns.isDisjoint(with: $0.placeholders) }
    var builder = InputBuilder(base: common.base, schema: model?.schema.input ?? .anything, sources: sources)
    for word in common.words where columns.isDisjoint(with: word.placeholders) { try await builder.apply(word) }
    if let issue = builder.issues.first {
      var error = RunError(.invalid, issue.description, endpointID: endpoint.description)
      error.issues = [issue]
      throw error
    }
    shared = builder.input
    let used = common.usedColumns.union(words.flatMap(\.placeholders))
    let inputs = Set(model?.schema.inputs.map(\.name) ?? [])
    // A word that is made of the input itself replaces it; any other is for lines that do not have their own.
    let replaced = words.filter { $0.placeholders.contains($0.path.name) }.map(\.path.name)
    keptApart = used.intersection(table.columns)
      .filter { model != nil && !inputs.contains($0) || replaced.contains($0) }
    for (line, issue) in table.problems { problems.add(issue, line: line) }
    for row in table.rows { try await add(row) }
    guard problems.isEmpty else { throw refusal }
  }

  private mutating func add(_ row: BatchTable.Row) async throws(RunError) {
    var builder = InputBuilder(base: shared, schema: model?.schema.input ?? .anything, sources: files)
    for (name, cell) in row.cells where !keptApart.contains(name) {
      switch cell {
      case .json(let json): try await builder.replace(name, by: json)
      case .text(let text):
        if let word = InputAssignment("\(name)=\(text)") { try await builder.apply(word) }
      }
    }
    var columns = Dictionary(row.cells.map { ($0.name, $0.cell.text) }, uniquingKeysWith: { first, _ in first })
    columns[OutputTemplate.lineColumn] = "\(row.line)"
    do throws(RunError) {
      let words = words.filter { keptApart.contains($0.path.name) || columns[$0.path.name] == nil }
      for word in words { try await builder.apply(word.filled { columns[$0] }) }
      for column in Set(words.flatMap(\.placeholders)).intersection(tableColumns).sorted() where columns[column] == nil
      {
        problems.add(
          InputIssue(field: column, rule: "required", message: "there is no value for {\(column)}"),
          line: row.line
        )
      }
      let request = try RunRequest(endpoint, model, builder, sources: nil, policy)
      let digest = SHA256.hexadecimal(of: request.input.json.text(.normalized).utf8.map(\.self)).prefix(16)
      rows.append(BatchRow(line: row.line, request: request, columns: columns, digest: String(digest)))
    } catch {
      if error.issues.isEmpty {
        problems.add(InputIssue(field: "", rule: "file", message: error.message), line: row.line)
      }
      for issue in error.issues { problems.add(issue, line: row.line) }
    }
  }

  private var refusal: RunError {
    let issues = problems.shown
    let message =
      issues.count == 1
      ? "\(name), \(issues[0].description)" : "\(name): \(issues.count) problems, and nothing was sent"
    let namesFiles = files == nil && issues.contains { $0.rule == ValidationRule.notAMediaReference.rawValue }
    var error = RunError(
      .invalid,
      message,
      endpointID: endpoint.description,
      remedy: namesFiles ? .allowFiles : .describe(model: endpoint.description)
    )
    error.issues = issues
    return error
  }
}

/// What is wrong with lines; what is wrong with many in the same way is said once.
package struct LineIssues {
  private struct Kind: Hashable {
    let field: String
    let rule: String
    let message: String
  }

  private var issues: [(issue: InputIssue, line: Int)] = []
  private var further: [Kind: Int] = [:]

  package init() {}

  package var isEmpty: Bool { issues.isEmpty }

  package mutating func add(_ issue: InputIssue, line: Int) {
    let kind = Kind(field: issue.field, rule: issue.rule, message: issue.message)
    if let count = further[kind] {
      further[kind] = count + 1
    } else {
      further[kind] = 0
      issues.append((issue, line))
    }
  }

  /// The issues, whose places begin with their first lines.
  package var shown: [InputIssue] {
    issues.map { issue, line in
      var shown = issue
      shown.field = issue.field.isEmpty ? "line \(line)" : "line \(line): \(issue.field)"
      if let more = further[Kind(field: issue.field, rule: issue.rule, message: issue.message)], more > 0 {
        shown.message += ", as in \(more) other line\(more == 1 ? "" : "s")"
      }
      return shown
    }
  }
}
