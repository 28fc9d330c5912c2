/// How types are written.
package struct EmitOptions: Sendable {
  /// Who can use them.
  package var access: Access
  /// What they conform to besides what calls need.
  package var conformances: Set<Conformance>

  package init(access: Access, conformances: Set<Conformance> = []) {
    self.access = access
    self.conformances = conformances
  }

  /// What stands in front of a declaration.
  var modifier: String { access == .internal ? "" : "\(access.rawValue) " }
}

/// Who can use the generated types.
package enum Access: String, Sendable, CaseIterable {
  case `public`
  case package
  case `internal`
}

/// What generated types can conform to, where somebody asks for it: it costs build time.
package enum Conformance: String, Sendable, CaseIterable {
  /// Inputs can be read and outputs written, by any coder.
  case codable = "Codable"
  case hashable = "Hashable"
}
