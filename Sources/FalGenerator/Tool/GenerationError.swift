/// Why nothing could be generated, as compilers and editors show it: `falkit.json:3: error: ...`.
package struct GenerationError: Error, Sendable, Hashable, CustomStringConvertible {
  package let message: String
  package let file: String?
  /// Counted from 1; `nil` when the whole file is meant.
  package let line: Int?

  package init(_ message: String, file: String? = nil, line: Int? = nil) {
    self.message = message
    self.file = file
    self.line = line
  }

  package var description: String {
    let place = file.map { "\($0):\(line.map { "\($0):" } ?? "") " } ?? ""
    return "\(place)error: \(message)"
  }
}
