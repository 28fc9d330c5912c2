import FalCore

/// A file that was made for an output, and what outputs tell about files.
struct MadeFile: Sendable {
  /// Its members, by the names that models give them: `url`, `width`, `duration`.
  var facts: JSONObject
  /// Makes its bytes.
  let content: @Sendable () -> [UInt8]

  var address: JSON { facts["url"] ?? .null }
}
