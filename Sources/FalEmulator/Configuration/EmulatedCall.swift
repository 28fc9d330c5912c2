import FalCore

/// A call that a local fal has answered.
public struct EmulatedCall: Sendable, Hashable {
  /// When it came, in seconds since 1970.
  public let time: Double
  /// The method, as in `POST`.
  public let method: String
  /// The path, without what follows the question mark, where secrets may stand.
  public let path: String
  /// What it was for; `nil` where there is nothing.
  public let operation: EmulatorOperation?
  /// The HTTP status of the answer; `nil` when the connection was broken on purpose before there was one.
  public let status: Int?
  /// How long the answer took, to its last byte.
  public let duration: Duration

  var json: JSON {
    [
      "time": JSONNumber(time).map(JSON.number) ?? .null, "method": .string(method), "path": .string(path),
      "operation": operation.map { .string($0.rawValue) } ?? .null,
      "status": status.map { .number(JSONNumber($0)) } ?? .null,
      "milliseconds": JSONNumber((duration / .milliseconds(1)).rounded()).map(JSON.number) ?? .null,
    ]
  }
}
