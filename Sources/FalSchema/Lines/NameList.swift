/// A list of names that is taken apart only when somebody looks at it.
///
/// Most commands read all records and look at few of their lists.
struct NameList: Sendable {
  private enum Storage: Sendable {
    case names([String])
    case packed(StaticString, Range<Int>)
  }

  private let storage: Storage

  init(_ names: [String]) {
    storage = .names(names)
  }

  /// A list within a packed text, its items separated by vertical bars.
  init(_ text: StaticString, _ range: Range<Int>) {
    storage = .packed(text, range)
  }

  var names: [String] {
    switch storage {
    case .names(let names): names
    case .packed(let text, let range): LineEscape.items(text.bytes(in: range))
    }
  }
}

extension NameList: Hashable {
  static func == (left: NameList, right: NameList) -> Bool { left.names == right.names }

  func hash(into hasher: inout Hasher) { hasher.combine(names) }
}
