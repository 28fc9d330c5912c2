/// How a JSON value is written as text.
public struct JSONFormat: Sendable, Hashable {
  /// Where lines are broken.
  package enum Layout: Sendable, Hashable {
    /// Everything on one line, without spaces.
    case compact
    /// Lists and objects on one line where they fit into 100 columns, otherwise one item per line, indented by two.
    case readable
  }

  /// Where lines are broken.
  package var layout: Layout
  /// Whether the members of objects are sorted by name instead of kept in their order.
  package var sortsNames: Bool
  /// Whether everything outside ASCII is written as `\u` escapes.
  package var escapesNonASCII: Bool

  /// Creates a format.
  package init(layout: Layout = .compact, sortsNames: Bool = false, escapesNonASCII: Bool = false) {
    self.layout = layout
    self.sortsNames = sortsNames
    self.escapesNonASCII = escapesNonASCII
  }

  /// One line without spaces, members in their order.
  public static let compact = JSONFormat()

  /// For people: broken lines, members in their order.
  public static let readable = JSONFormat(layout: .readable)

  /// For files under version control: broken lines, members sorted, so that equal values give equal bytes.
  public static let normalized = JSONFormat(layout: .readable, sortsNames: true)
}

extension JSON {
  /// The value as JSON text, without a line break at the end.
  public func text(_ format: JSONFormat = .compact) -> String {
    String(decoding: utf8(format), as: UTF8.self)
  }

  /// The value as JSON text in UTF-8, without a line break at the end.
  public func utf8(_ format: JSONFormat = .compact) -> [UInt8] {
    var writer = JSONTextWriter(format: format)
    writer.write(self)
    return writer.bytes
  }
}
