import FalCore
import FalRegistry

/// The lines of a batch as they stand in its file, before anything is known of the model.
package struct BatchTable {
  /// How they are written.
  package enum Format: String, Sendable, CaseIterable {
    /// A JSON object in each line.
    case jsonl
    /// A JSON array of objects.
    case json
    /// A table with the names of inputs as its heading.
    case csv
    /// The same, with tabs.
    case tsv
    /// A prompt in each line.
    case text

    /// What the name of a file says; `nil` when only its beginning tells.
    package init?(ofFile name: String) {
      switch name.split(separator: ".").last?.lowercased() {
      case "csv": self = .csv
      case "tsv", "tab": self = .tsv
      case "txt": self = .text
      default: return nil
      }
    }

    /// What a text says by its beginning; `nil` when it is no JSON.
    package init?(beginningOf text: String) {
      switch text.first(where: { !$0.isWhitespace }) {
      case "{", nil: self = .jsonl
      case "[": self = .json
      default: return nil
      }
    }
  }

  /// A value of a line.
  enum Cell {
    /// What is read as the schema says.
    case text(String)
    case json(JSON)

    /// As it stands for a placeholder.
    var text: String {
      switch self {
      case .text(let text): text
      case .json(.string(let text)): text
      case .json(let json): json.text(.compact)
      }
    }
  }

  struct Row {
    /// The line in the file, from 1; the place in an array.
    let line: Int
    let cells: [(name: String, cell: Cell)]
  }

  private(set) var rows: [Row] = []
  /// The names that values have.
  package private(set) var columns: Set<String> = []
  /// What is wrong with lines that have no values.
  private(set) var problems: [(line: Int, issue: InputIssue)] = []

  /// Reads lines.
  ///
  /// - Parameters:
  ///   - text: The lines.
  ///   - name: What errors call them.
  ///   - format: How they are written.
  ///   - prompt: The input that plain lines are for.
  /// - Throws: `RunError` of kind `invalid`.
  package init(_ text: String, name: String, format: Format, prompt: String) throws(RunError) {
    switch format {
    case .jsonl: readLines(text)
    case .json: try readArray(text, name)
    case .csv: try readTable(CSVTable(text, name: name), name)
    case .tsv: try readTable(CSVTable(text, name: name, separator: "\t"), name)
    case .text:
      columns = [prompt]
      for (line, text) in Self.lines(text) { rows.append(Row(line: line, cells: [(prompt, .text(String(text)))])) }
    }
    for row in rows where format == .json || format == .jsonl { columns.formUnion(row.cells.map(\.name)) }
    guard !rows.isEmpty || !problems.isEmpty else { throw RunError(.invalid, "\(name) has no lines") }
  }

  /// The lines that are not empty, with their numbers.
  private static func lines(_ text: String) -> [(Int, Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$1.allSatisfy(\.isWhitespace) }.map { ($0 + 1, $1) }
  }

  private mutating func readLines(_ text: String) {
    // An object that was laid out for people is a batch of one.
    if let json = try? JSON(parsing: text, duplicateNames: .reject), json.object != nil { return add(json, line: 1) }
    for (line, text) in Self.lines(text) {
      do throws(JSONParseError) {
        add(try JSON(parsing: String(text), duplicateNames: .reject), line: line)
      } catch {
        problems.append((line, InputIssue(field: "", rule: "json", message: "\(error)")))
      }
    }
  }

  private mutating func readArray(_ text: String, _ name: String) throws(RunError) {
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: text, duplicateNames: .reject)
    } catch {
      // A line of a file with a document in each line may be a list, which it must not be.
      let (first, issue) = (error, "\(name) begins as a JSON array, and is none")
      readLines(text)
      guard rows.isEmpty else { return }
      throw RunError(.invalid, "\(issue): \(first)")
    }
    for (index, item) in (json.array ?? []).enumerated() { add(item, line: index + 1) }
  }

  private mutating func add(_ json: JSON, line: Int) {
    guard let members = json.object else {
      return problems.append((line, InputIssue(field: "", rule: "type", message: "there is no JSON object")))
    }
    rows.append(Row(line: line, cells: members.map { ($0.name, .json($0.value)) }))
  }

  private mutating func readTable(_ table: CSVTable, _ name: String) throws(RunError) {
    for (position, column) in table.heading.enumerated() {
      guard InputPath.leading(column)?.rest.isEmpty == true else {
        throw RunError(.invalid, "\(name): '\(column)' in the heading is not the name of an input")
      }
      guard !table.heading[..<position].contains(column) else {
        throw RunError(.invalid, "\(name): '\(column)' is in the heading twice")
      }
    }
    columns = Set(table.heading)
    for row in table.rows {
      // An empty cell gives nothing.
      let cells = zip(table.heading, row.cells).filter { !$1.isEmpty }.map { ($0, Cell.text($1)) }
      rows.append(Row(line: row.line, cells: cells))
    }
  }
}
