import FalRegistry

/// Something that was noticed while importing or checking a registry.
package struct RegistryDiagnostic: Sendable, Hashable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    /// The registry is wrong, or something could not be imported.
    case error
    /// The service's data is faulty; falkit did the best it could.
    case warning
    /// Nothing is wrong, but somebody may want to know.
    case note
  }

  package let severity: Severity
  /// A stable name of the kind of problem, as in `dangling-reference`.
  package let code: String
  /// The endpoint, or the file, it is about.
  package let subject: String
  package let message: String

  package init(_ severity: Severity, _ code: String, _ subject: String, _ message: String) {
    self.severity = severity
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// What reports are sorted by: the subject, then the code, then the message.
  var sortingText: String { "\(subject)\0\(code)\0\(message)" }

  package var description: String { "\(severity.rawValue): \(subject): \(message) [\(code)]" }
}
