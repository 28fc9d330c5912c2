/// A JSON value.
///
/// Reading never fails on a missing part: a subscript that finds nothing gives `.null`, and the typed accessors
/// (`string`, `int`, `double`, `bool`, `array`, `object`) give `nil` when the value is of another type.
///
/// ```swift
/// let answer = try JSON(parsing: #"{"images": [{"url": "https://example.com/cat.png"}]}"#)
/// print(answer["images"][0]["url"].string ?? "-")
/// ```
public enum JSON: Sendable, Hashable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number; integers of any size are kept exactly.
  case number(JSONNumber)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSON])
  /// Names with values, in the order they were written.
  case object(JSONObject)
}

extension JSON {
  /// Whether the value is the literal `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The value as a Boolean, or `nil` when it is of another type.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The number, or `nil` when the value is of another type.
  public var number: JSONNumber? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The value as an integer, or `nil` when it is not a whole number that fits 64 bits.
  public var int: Int? { number?.int }

  /// The value as a floating-point number (rounded when it has more digits), or `nil` when it is not a number.
  public var double: Double? { number?.double }

  /// The text, or `nil` when the value is of another type.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The items, or `nil` when the value is of another type.
  public var array: [JSON]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The names and values, or `nil` when the value is of another type.
  public var object: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }
}

extension JSON {
  /// The member with this name; `.null` when there is none or the value is no object.
  ///
  /// Setting a member on anything but an object replaces that value by an object.
  public subscript(name: String) -> JSON {
    get { object?[name] ?? .null }
    set {
      var members = object ?? JSONObject()
      self = .null  // so that the object is modified in place
      members[name] = newValue
      self = .object(members)
    }
  }

  /// The item at this position; `.null` when there is none or the value is no list.
  public subscript(position: Int) -> JSON {
    guard let items = array, items.indices.contains(position) else { return .null }
    return items[position]
  }
}

// There is no `nil` literal: in `condition ? nil : json` it would silently mean `.null` where an optional's `nil` is meant.
extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates a Boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// Creates an integer.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }

  /// Creates a floating-point number.
  public init(floatLiteral value: Double) { self = JSONNumber(value).map(JSON.number) ?? .null }

  /// Creates a text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// Creates a list.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// Creates an object; of members with the same name the last one stays.
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}

extension JSON: CustomStringConvertible {
  /// The value as compact JSON text.
  public var description: String { text() }
}
