import FalCore

/// What one answer says about a key.
enum KeyVerdict: Sendable, Hashable {
  /// The key may do this.
  case allowed
  /// fal does not know the key.
  case refused
  /// The key may not do this.
  case forbidden
  /// The account is locked; with fal's reason.
  case locked(String)

  /// Reads the error that a call ended with; `nil` when it says nothing about the key.
  init?(_ error: FalError) {
    switch error.status {
    // Pages that somebody in front of fal sends are not fal's opinion.
    case _ where error.body?.object == nil: return nil
    // Whoever is told that there is no such thing was let in.
    case 404: self = .allowed
    case 401: self = .refused
    case 402: self = .locked(error.message)
    // Not documented: this is how fal's model hosts tell of an account without credit.
    case 403: self = error.message.lowercased().contains("locked") ? .locked(error.message) : .forbidden
    default: return nil
    }
  }
}
