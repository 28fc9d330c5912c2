/// Lays out text in columns and paragraphs.
enum TextLayout {
  /// How far a column may give way.
  private static let leastWidth = 12

  /// A table with a heading; every column is as wide as its widest cell.
  ///
  /// Where that is too wide, the last column gives way, then the second; where even that is not enough, columns are left
  /// out, in the order given. The first column, which people copy, is never cut.
  static func table(
    _ heading: [String],
    _ rows: [[String]],
    width: Int,
    style: Style,
    leaveOut: [Int] = []
  ) -> String {
    let gap = 2
    let all = [heading] + rows
    var widths = heading.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
    let last = widths.count - 1
    var excess = widths.reduce(0, +) + gap * last - width
    for column in Set([last, min(1, last)]).sorted(by: >) where column > 0 && excess > 0 {
      let cut = min(excess, max(widths[column] - leastWidth, 0))
      widths[column] -= cut
      excess -= cut
    }
    if excess > 0, let column = leaveOut.first {
      func without(_ cells: [String]) -> [String] { Array(cells[..<column] + cells[(column + 1)...]) }
      let later = leaveOut.dropFirst().map { $0 > column ? $0 - 1 : $0 }
      return table(without(heading), rows.map(without), width: width, style: style, leaveOut: later)
    }
    func line(_ cells: [String], _ decorate: (Int, String) -> String) -> String {
      let texts = cells.enumerated().map { column, cell in
        let text = cell.truncated(to: widths[column])
        return decorate(column, column == last ? text : text.padded(to: widths[column]))
      }
      return texts.joined(separator: String(repeating: " ", count: gap))
    }
    let head = line(heading) { _, text in style.dim(text) }
    return ([head] + rows.map { line($0) { column, text in column == 0 ? style.name(text) : text } })
      .joined(separator: "\n")
  }

  /// Breaks a text at spaces, so that no line is longer than the width.
  static func wrap(_ text: String, width: Int, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.displayWidth + 1 + String(word).displayWidth > width {
        lines.append(margin + line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines.joined(separator: "\n")
  }
}
