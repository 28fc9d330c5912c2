import FalCore
import FalRegistry
import FalRegistrySync

/// What was noticed about a registry, as JSON.
enum DiagnosticJSON {
  static func of(_ diagnostic: RegistryDiagnostic) -> JSON {
    [
      "severity": .string(diagnostic.severity.rawValue),
      "code": .string(diagnostic.code),
      "subject": .string(diagnostic.subject),
      "message": .string(diagnostic.message),
    ]
  }
}
