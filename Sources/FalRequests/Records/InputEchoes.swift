import FalCore
import FalSystem

/// Recognises the texts of an input in a result, which often repeats them, where nothing of the input may be kept.
///
/// Of each text there is a digest of it and its name, in the record: the same text under another name, such as the answer to
/// a question, is no repetition.
struct InputEchoes: Sendable {
  private let digests: Set<String>

  init(of input: JSON) {
    var digests: Set<String> = []
    Self.walk(input, name: "") { name, text in
      digests.insert(Self.digest(name, text))
      return text
    }
    self.digests = digests
  }

  /// Those that a record has; `nil` when it has none.
  init?(json: JSON?) {
    guard let digests = json?.array?.compactMap(\.string) else { return nil }
    self.digests = Set(digests)
  }

  var json: JSON { .array(digests.sorted().map(JSON.string)) }

  /// A result with empty texts in the place of those of the input.
  func removed(from result: JSON) -> JSON {
    Self.walk(result, name: "") { name, text in digests.contains(Self.digest(name, text)) ? "" : text }
  }

  private static func digest(_ name: String, _ text: String) -> String {
    String(SHA256.hexadecimal(of: Array("\(name)\n\(text)".utf8)).prefix(32))
  }

  @discardableResult
  private static func walk(_ value: JSON, name: String, _ take: (String, String) -> String) -> JSON {
    switch value {
    case .string(let text): .string(take(name, text))
    case .array(let items): .array(items.map { walk($0, name: name, take) })
    case .object(let members): .object(JSONObject(members.map { ($0.name, walk($0.value, name: $0.name, take)) }))
    case .null, .bool, .number: value
    }
  }
}
