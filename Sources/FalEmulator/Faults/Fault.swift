public import FalCore

/// Something that goes wrong on purpose.
///
/// There may be more in later versions, so that a `switch` needs a `default`.
public enum Fault: Sendable, Hashable {
  /// An answer with this status, as something in front of fal gives it; nothing is done.
  case status(Int)
  /// An answer with this status and body, as fal itself gives it; nothing is done.
  case answer(status: Int, body: JSON)
  /// The connection is reset once the request has been read; nothing is done.
  case resetBefore
  /// What was asked for is done, and then the connection is reset instead of an answer.
  case resetAfter
  /// What was asked for is done, and the answer is cut off in its middle.
  case cutOff
  /// What was asked for is done, and the answer comes byte by byte.
  case slow
  /// What was asked for is done, and the answer's body is no JSON.
  case garbage
  /// What was asked for is done, and no answer comes, or of a file's only the first half; the connection stays open.
  case silent

  /// Whether what was asked for is done all the same.
  public var isAfterAcceptance: Bool {
    switch self {
    case .status, .answer, .resetBefore: false
    case .resetAfter, .cutOff, .slow, .garbage, .silent: true
    }
  }
}
