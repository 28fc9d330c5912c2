public import FalCore

/// Something that goes wrong on purpose.
///
/// ```swift
/// let emulator = try Emulator(faults: [.submit: .status(503), .download: .cutOff])
/// ```
public struct Fault: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case status(Int)
    case answer(status: Int, body: JSON)
    case resetBefore
    case resetAfter
    case cutOff
    case slow
    case garbage
    case silent
  }

  let kind: Kind

  /// An answer with this status, as something in front of fal gives it; nothing is done.
  public static func status(_ status: Int) -> Fault { Fault(kind: .status(status)) }

  /// An answer with this status and body, as fal itself gives it; nothing is done.
  public static func answer(status: Int, body: JSON) -> Fault { Fault(kind: .answer(status: status, body: body)) }

  /// The connection is reset once the request has been read; nothing is done.
  public static let resetBefore = Fault(kind: .resetBefore)
  /// What was asked for is done, and then the connection is reset instead of an answer.
  public static let resetAfter = Fault(kind: .resetAfter)
  /// What was asked for is done, and the answer is cut off in its middle.
  public static let cutOff = Fault(kind: .cutOff)
  /// What was asked for is done, and the answer comes byte by byte.
  public static let slow = Fault(kind: .slow)
  /// What was asked for is done, and the answer's body is no JSON.
  public static let garbage = Fault(kind: .garbage)
  /// What was asked for is done, and no answer comes, or of a file's only the first half; the connection stays open.
  public static let silent = Fault(kind: .silent)

  /// Whether what was asked for is done all the same.
  public var isAfterAcceptance: Bool {
    switch kind {
    case .status, .answer, .resetBefore: false
    case .resetAfter, .cutOff, .slow, .garbage, .silent: true
    }
  }
}
