/// A part of an input without a type of its own: JSON, in which files can stand.
///
/// ```swift
/// try await fal.subscribe(to: "my-team/my-app", input: ["prompt": "a cat", "strength": 0.8, "seed": 7])
/// ```
public indirect enum InputValue: FalInput {
  /// Any JSON.
  case json(JSON)
  /// A file.
  case media(MediaInput)
  /// A list.
  case list([InputValue])
  /// Names with values, in order; of those with the same name the last one counts.
  case object([(name: String, value: InputValue)])

  /// Writes the value.
  public func write(to writer: inout InputWriter) {
    switch self {
    case .json(let json): writer.set(json)
    case .media(let media): writer.set(media)
    case .list(let items): writer.set(.array(items.map { writer.json(of: $0) }))
    case .object(let members): writer.set(.object(JSONObject(members.map { ($0.name, writer.json(of: $0.value)) })))
    }
  }
}

extension InputValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates a Boolean.
  public init(booleanLiteral value: Bool) { self = .json(.bool(value)) }

  /// Creates an integer.
  public init(integerLiteral value: Int) { self = .json(.number(JSONNumber(value))) }

  /// Creates a floating-point number.
  public init(floatLiteral value: Double) { self = .json(JSON(floatLiteral: value)) }

  /// Creates a text.
  public init(stringLiteral value: String) { self = .json(.string(value)) }

  /// Creates a list.
  public init(arrayLiteral elements: InputValue...) { self = .list(elements) }

  /// Creates an object.
  public init(dictionaryLiteral elements: (String, InputValue)...) {
    self = .object(elements.map { (name: $0.0, value: $0.1) })
  }
}
