/// Prints figures in columns.
enum Table {
  private static let titleWidth = 40
  private static let columnWidth = 13

  static func title(_ title: String, _ columns: String...) {
    print("\n" + left(title) + columns.map(right).joined())
  }

  /// A row; a figure that there is none of is a dash.
  static func row(_ title: String, _ figures: Figure?...) {
    print(left(title) + figures.map { right($0?.text ?? "-") }.joined())
  }

  private static func left(_ text: String) -> String {
    text + String(repeating: " ", count: max(1, titleWidth - text.count))
  }

  private static func right(_ text: String) -> String {
    String(repeating: " ", count: max(1, columnWidth - text.count)) + text
  }
}
