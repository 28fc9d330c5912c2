import FalCore
import FalSystem

/// The parameters of a target that is asked with the key.
///
/// Only known ones are passed on. One that fal understands and the proxy does not could send results elsewhere, as
/// `fal_webhook` does, or name another who pays.
enum TargetQuery {
  /// The parameters as they are sent on: checked, and written anew, so that fal reads what was checked.
  ///
  /// - Parameters:
  ///   - query: What follows the question mark.
  ///   - known: The names that there may be, each at most once.
  /// - Returns: A question mark and the parameters, or nothing.
  /// - Throws: `ProxyRefusal` when there is another, or a value that cannot be.
  static func checked(_ query: Substring?, known: Set<String>) throws(ProxyRefusal) -> String {
    var parameters: [(name: String, value: String)] = []
    for parameter in (query ?? "").split(separator: "&") {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard known.contains(name) else { throw .invalid("a parameter of the address is not allowed") }
      guard !parameters.contains(where: { $0.name == name }) else { throw .invalid("'\(name)' is there twice") }
      guard let value = value(parts.count > 1 ? parts[1] : ""), isValid(value, for: name) else {
        throw .invalid("'\(name)' has a value that cannot be")
      }
      parameters.append((name, value))
    }
    let text = parameters.map { "\($0.name)=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    return text.isEmpty ? "" : "?\(text)"
  }

  private static func value(_ text: Substring) -> String? {
    let spaced = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    guard let bytes = PercentCoding.decodeIfWellFormed(spaced) else { return nil }
    let value = String(decoding: bytes, as: UTF8.self)
    return value.utf8.elementsEqual(bytes) ? value : nil
  }

  private static func isValid(_ value: String, for name: String) -> Bool {
    switch name {
    case webhook: HTTPAddress(value) != nil
    default: value.utf8.count <= 64 && value.utf8.allSatisfy(\.isPlainInAddress)
    }
  }

  /// Whether the lines are asked for that a model writes.
  static let logs = "logs"
  /// How many requests may be waiting.
  static let queueLength = "fal_max_queue_length"
  /// Which of fal's servers keeps a file.
  static let storage = "storage_type"
  /// Where fal posts the result.
  static let webhook = "fal_webhook"
}
