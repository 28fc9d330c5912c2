/// Something that was noticed while generating, which never drops an endpoint.
package struct GeneratorDiagnostic: Sendable, Hashable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    /// The names that are recorded contradict each other, or the registry.
    case error
    /// A value could not be typed.
    case warning
    /// Nothing is lost, but somebody may want to know.
    case note
  }

  /// A stable name of the kind of problem.
  package enum Code: String, Sendable {
    /// The document does not say what kind of value it is, so that it is any JSON.
    case untyped
    /// The document refers to something that it does not contain, so that it is any JSON.
    case danglingReference = "dangling-reference"
    /// Too many allowed values for an enum, so that it is a text.
    case manyValues = "many-values"
    /// Two names became one in Swift, so that one of them has a number.
    case numberedName = "numbered-name"
    /// A recorded name cannot be kept.
    case changedName = "changed-name"
    /// A type is no longer like those that it was shared with, so that the endpoint has one of its own.
    case splitType = "split-type"
    /// The document says more of a value than its type tells.
    case partlyRead = "partly-read"
    /// The document names no member of an output.
    case noMembers = "no-members"
  }

  package let severity: Severity
  package let code: Code
  /// The endpoint's id.
  package let endpoint: String
  /// Where in the endpoint's input or output, as in `Input.loras.scale`.
  package let path: String
  package let message: String

  /// The name of the member, or of the whole: `scale`.
  package var member: String {
    let place = path.prefix { $0 != "|" }
    return String(place.split(separator: ".").last ?? place)
  }

  package init(_ severity: Severity, _ code: Code, _ endpoint: String, _ path: String, _ message: String) {
    self.severity = severity
    self.code = code
    self.endpoint = endpoint
    self.path = path
    self.message = message
  }

  package var description: String { "\(severity.rawValue): \(endpoint): \(path): \(message) [\(code.rawValue)]" }
}
