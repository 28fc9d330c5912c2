/// What a change means for those who use a model, as versions count it.
package enum Impact: Int, Sendable, Comparable, CaseIterable {
  case none
  /// Nothing that a program can notice.
  case patch
  /// More is possible than before.
  case minor
  /// Something that worked does not any longer.
  case major

  /// The impact as a word.
  package var word: String {
    switch self {
    case .none: "none"
    case .patch: "patch"
    case .minor: "minor"
    case .major: "major"
    }
  }

  package static func < (left: Impact, right: Impact) -> Bool { left.rawValue < right.rawValue }
}
