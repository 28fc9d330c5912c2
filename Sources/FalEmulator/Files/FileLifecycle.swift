import FalCore

/// How long a file is served, and to whom.
struct FileLifecycle: Sendable {
  enum Access: String, Sendable {
    case allow, forbid, hide
  }

  /// What those may do who show no token.
  var access = Access.allow
  private var end: ContinuousClock.Instant?

  init() {}

  /// Reads what an upload asks for; `nil` when it cannot be understood.
  init?(_ fields: HTTPFields) {
    guard let text = fields[FalField.lifecycle] ?? fields[FalField.lifecyclePreference] else { return }
    guard let json = try? JSON(parsing: Array(text.utf8)), json.object != nil else { return nil }
    if let seconds = json["expiration_duration_seconds"].int {
      guard seconds >= 0 else { return nil }
      // Zero means without end.
      if seconds > 0 { end = .now + .seconds(min(seconds, 1 << 40)) }
    }
    if let word = json["initial_acl"]["default"].string {
      guard let access = Access(rawValue: word) else { return nil }
      self.access = access
    }
  }

  var isOver: Bool { end.map { $0 <= .now } ?? false }
}
