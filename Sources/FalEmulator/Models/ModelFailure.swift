public import FalCore

/// Why a model gives no output, as fal tells it: with a status and a body.
public struct ModelFailure: Error, Sendable, Hashable {
  /// The HTTP status.
  public var status: Int
  /// The body.
  public var body: JSON
  /// Whether the machine failed and not the model: the status of the request then names the error.
  public var isInfrastructure = false

  /// Creates a failure.
  public init(status: Int, body: JSON) {
    self.status = status
    self.body = body
  }

  /// An input that the model does not accept.
  public static func invalidInput(_ issues: [JSON]) -> ModelFailure {
    ModelFailure(status: 422, body: ["detail": .array(issues)])
  }

  /// An input of which one member is not accepted.
  ///
  /// - Parameters:
  ///   - member: The member: `prompt`.
  ///   - message: What is wrong with it.
  ///   - type: The kind of problem, in fal's words.
  /// - Returns: The failure.
  public static func invalidInput(_ member: String, _ message: String, type: String = "value_error") -> ModelFailure {
    .invalidInput([["loc": ["body", .string(member)], "msg": .string(message), "type": .string(type)]])
  }

  /// A failure of the machine: `runner_disconnected` and the like.
  public static func infrastructure(_ type: String, _ message: String, status: Int = 503) -> ModelFailure {
    var failure = ModelFailure(status: status, body: ["detail": .string(message), "error_type": .string(type)])
    failure.isInfrastructure = true
    return failure
  }
}
