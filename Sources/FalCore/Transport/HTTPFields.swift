/// Header fields, in order.
///
/// Names are compared without regard to case.
public struct HTTPFields: Sendable {
  /// A field's name and value.
  public typealias Element = (name: String, value: String)

  private var elements: [Element] = []

  /// Creates an empty set of fields.
  public init() {}

  /// The value of the first field of this name; setting one replaces all of them, and `nil` removes them.
  public subscript(name: String) -> String? {
    get { elements.first { Self.isSame($0.name, name) }?.value }
    set {
      elements.removeAll { Self.isSame($0.name, name) }
      if let newValue { elements.append((name, newValue)) }
    }
  }

  /// The values of all fields of this name.
  package func values(of name: String) -> [String] {
    elements.filter { Self.isSame($0.name, name) }.map(\.value)
  }

  /// Adds a field, whether or not there is one of this name.
  public mutating func append(_ name: String, _ value: String) {
    elements.append((name, value))
  }

  static func isSame(_ first: String, _ second: String) -> Bool {
    first.utf8.count == second.utf8.count && first.utf8.elementsEqual(second.utf8) { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  /// The first field that could end its line early, and so become two.
  package var unsafeName: String? {
    elements.first { element in
      element.name.isEmpty || element.name.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: ":") }
        || element.value.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }
    }?.name
  }
}

extension HTTPFields: Hashable {
  /// Whether both have the same fields in the same order, names without regard to case.
  public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
    left.elementsEqual(right) { isSame($0.name, $1.name) && $0.value == $1.value }
  }

  /// Hashes the fields.
  public func hash(into hasher: inout Hasher) {
    for (name, value) in elements {
      hasher.combine(name.lowercased())
      hasher.combine(value)
    }
  }
}

extension HTTPFields: RandomAccessCollection {
  /// The position of the first field.
  public var startIndex: Int { elements.startIndex }

  /// The position after the last field.
  public var endIndex: Int { elements.endIndex }

  /// The field at a position.
  public subscript(position: Int) -> Element { elements[position] }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  /// Creates fields in the order they are written.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.elements = elements.map { ($0.0, $0.1) }
  }
}

extension HTTPFields: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Names and values, a line each; of what may be a key, only that it is there.
  public var description: String { shown.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Names and values; of what may be a key, only that it is there.
  public var customMirror: Mirror {
    Mirror(self, children: shown.map { (label: $0.name, value: $0.value) }, displayStyle: .struct)
  }

  private var shown: [Element] {
    map { name, value in
      let lowercased = name.lowercased()
      let isSecret = ["authorization", "cookie", "key", "secret", "token"].contains { lowercased.contains($0) }
      return (name, isSecret ? "(not shown)" : value)
    }
  }
}
