/// A file of the registry that is neither the index nor a snapshot.
package enum RegistryDocument: String, CaseIterable, Sendable {
  case glossary
  case modules
  case overrides

  /// The path below the registry's folder.
  package var path: String { "\(rawValue).json" }
}
