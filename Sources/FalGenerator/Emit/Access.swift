/// Who can use the generated types.
package enum Access: String, Sendable, CaseIterable {
  case `public`
  case package
  case `internal`

  /// What stands in front of a declaration.
  var modifier: String { self == .internal ? "" : "\(rawValue) " }
}
