/// The members of a JSON object, in the order they were written.
///
/// Two objects are equal when they have the same members; the order does not matter. Of members with the same name the
/// last one stays; names are compared as Swift compares strings, so that canonically equivalent ones are the same.
public struct JSONObject: Sendable {
  /// A name and its value.
  public typealias Element = (name: String, value: JSON)

  /// Above this size a dictionary finds members; below it a linear search is faster and costs no memory.
  private static let linearLimit = 32

  /// Stored as a struct because the runtime copies and destroys arrays of tuples slowly.
  private struct Member: Sendable {
    let name: String
    var value: JSON
  }

  private var members: [Member]
  private var positions: [String: Int]?

  /// Creates an object without members.
  public init() {
    members = []
  }

  /// Creates an object from names and values; of members with the same name the last value stays, in the first place.
  public init(_ elements: some Sequence<(String, JSON)>) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }

  /// The value of a member, or `nil` when there is none; setting `nil` removes it.
  public subscript(name: String) -> JSON? {
    get { position(of: name).map { members[$0].value } }
    set {
      switch (position(of: name), newValue) {
      case (let found?, let value?): members[found].value = value
      case (nil, let value?): append(name, value)
      case (let found?, nil): remove(at: found)
      case (nil, nil): break
      }
    }
  }

  /// The names, in order.
  public var names: [String] { members.map(\.name) }

  /// The values, in order.
  package var values: [JSON] { members.map(\.value) }

  mutating func reserveCapacity(_ count: Int) {
    members.reserveCapacity(count)
  }

  /// Adds a member unless there is one of this name; gives whether it was added.
  mutating func insert(_ name: String, _ value: JSON) -> Bool {
    guard position(of: name) == nil else { return false }
    append(name, value)
    return true
  }

  private func position(of name: String) -> Int? {
    if let positions { return positions[name] }
    return members.withUnsafeBufferPointer { members in
      guard let first = members.baseAddress else { return nil }
      // By pointer and not by closure: the plugin's tool runs unoptimised, where this is several times faster.
      for position in 0..<members.count where (first + position).pointee.name == name { return position }
      return nil
    }
  }

  private mutating func append(_ name: String, _ value: JSON) {
    positions?[name] = members.count
    members.append(Member(name: name, value: value))
    if positions == nil, members.count > Self.linearLimit { rebuildPositions() }
  }

  private mutating func remove(at position: Int) {
    members.remove(at: position)
    rebuildPositions()
  }

  private mutating func rebuildPositions() {
    guard members.count > Self.linearLimit else {
      positions = nil
      return
    }
    positions = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($0.element.name, $0.offset) })
  }
}

extension JSONObject: RandomAccessCollection {
  /// The position of the first member.
  public var startIndex: Int { members.startIndex }

  /// The position after the last member.
  public var endIndex: Int { members.endIndex }

  /// The member at a position.
  public subscript(position: Int) -> Element { (members[position].name, members[position].value) }
}

extension JSONObject: Hashable {
  /// Whether both objects have the same members, in any order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
  }

  /// Hashes the members, whatever their order.
  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for member in members {
      var own = Hasher()
      own.combine(member.name)
      own.combine(member.value)
      sum &+= own.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object; of members with the same name the last one stays.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements)
  }
}
