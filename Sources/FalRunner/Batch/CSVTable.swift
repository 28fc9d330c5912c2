/// A table as spreadsheets write it, with a heading: RFC 4180, with line breaks and separators of any kind.
package struct CSVTable {
  package struct Row {
    /// The line that it begins on, from 1.
    var line: Int
    package var cells: [String]
  }

  package var heading: [String] = []
  package var rows: [Row] = []

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - text: The table.
  ///   - name: What errors call it.
  ///   - separator: What is between cells; `nil` for what the heading has: a comma, else a semicolon, as spreadsheets write in
  ///     countries where the comma stands in numbers, else a tab.
  /// - Throws: `RunError` of kind `invalid` that names the line.
  package init(_ text: String, name: String, separator: Unicode.Scalar? = nil) throws(RunError) {
    var reader = Reader(text: text, separator: separator ?? Self.separator(of: text))
    while let row = try reader.next(name) {
      if row.cells == [""] { continue }
      if heading.isEmpty {
        heading = row.cells
      } else if row.cells.count == heading.count {
        rows.append(row)
      } else {
        throw RunError(
          .invalid,
          "\(name), line \(row.line): there are \(row.cells.count) cells, and \(heading.count) in the heading"
        )
      }
    }
  }

  private static func separator(of text: String) -> Unicode.Scalar {
    let heading = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
    let candidates: [Unicode.Scalar] = [",", ";", "\t"]
    return candidates.first { heading.contains($0) } ?? ","
  }

  private struct Reader {
    private var rest: Substring.UnicodeScalarView
    private let separator: Unicode.Scalar
    private var line = 1

    init(text: String, separator: Unicode.Scalar) {
      self.separator = separator
      rest = Substring(text).unicodeScalars
      // What some programs put first to say that it is UTF-8.
      if rest.first == "\u{FEFF}" { rest.removeFirst() }
    }

    mutating func next(_ name: String) throws(RunError) -> Row? {
      guard !rest.isEmpty else { return nil }
      var row = Row(line: line, cells: [])
      while true {
        row.cells.append(try cell(name))
        switch rest.popFirst() {
        case separator?: continue
        case "\r"?:
          if rest.first == "\n" { rest.removeFirst() }
          line += 1
        case "\n"?: line += 1
        default: break
        }
        return row
      }
    }

    private mutating func cell(_ name: String) throws(RunError) -> String {
      var text = String.UnicodeScalarView()
      guard rest.first == "\"" else {
        while let scalar = rest.first, scalar != separator, scalar != "\n", scalar != "\r" {
          text.append(scalar)
          rest.removeFirst()
        }
        return String(text)
      }
      let start = line
      rest.removeFirst()
      while let scalar = rest.popFirst() {
        if scalar == "\"" {
          guard rest.first == "\"" else {
            guard rest.first.map({ [separator, "\n", "\r"].contains($0) }) ?? true else {
              throw RunError(.invalid, "\(name), line \(line): there is text after a closing quotation mark")
            }
            return String(text)
          }
          rest.removeFirst()
        }
        if scalar == "\n" { line += 1 }
        text.append(scalar)
      }
      throw RunError(.invalid, "\(name), line \(start): a quotation mark is not closed")
    }
  }
}
