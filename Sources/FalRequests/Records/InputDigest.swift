import FalCore
import FalSystem

/// What two requests have in common that ask the same of the same model.
enum InputDigest {
  /// The SHA-256 of the endpoint and the input, whatever the order of members; numbers are the same when their values are.
  static func of(_ endpoint: EndpointID, _ input: JSON) -> String {
    let text = canonical(input).utf8(JSONFormat(sortsNames: true))
    return SHA256.hexadecimal(of: Array("\(endpoint)\n".utf8) + text)
  }

  private static func canonical(_ value: JSON) -> JSON {
    switch value {
    case .number(let number): number.int.map { .number(JSONNumber($0)) } ?? value
    case .array(let items): .array(items.map(canonical))
    case .object(let members): .object(JSONObject(members.map { ($0.name, canonical($0.value)) }))
    case .null, .bool, .string: value
    }
  }
}
