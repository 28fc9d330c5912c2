/// Lays out text in columns and paragraphs.
enum TextLayout {
  /// A table with a heading; every column is as wide as its widest cell, and the last one is cut at the edge.
  static func table(_ heading: [String], _ rows: [[String]], width: Int, style: Style) -> String {
    let all = [heading] + rows
    let gap = 2
    var widths = heading.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
    // Wide tables give way in the second column, then in the last.
    let last = widths.count - 1
    var excess = widths.reduce(0, +) + gap * last - max(width, 40)
    for column in [last, 1] where excess > 0 && column < widths.count {
      let least = min(widths[column], 14)
      let cut = min(excess, widths[column] - least)
      widths[column] -= cut
      excess -= cut
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
