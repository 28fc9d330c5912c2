/// A step on the way to a value inside a JSON value.
public enum JSONStep: Sendable, Hashable {
  /// To the member of an object.
  case name(String)
  /// To the item of a list.
  case index(Int)

  /// The step as fal writes it.
  package var json: JSON {
    switch self {
    case .name(let name): .string(name)
    case .index(let index): .number(JSONNumber(index))
    }
  }
}

/// The way to a value inside a JSON value; empty for the whole.
public typealias JSONPath = [JSONStep]

extension JSONPath {
  /// The way as fal writes it; what is neither a name nor a position becomes a name.
  package init(json: [JSON]) { self = json.map { $0.int.map(JSONStep.index) ?? .name($0.string ?? $0.text()) } }

  /// The way in words: `loras[0].scale`.
  package var place: String {
    reduce("") { place, step in
      switch step {
      case .index(let position): "\(place)[\(position)]"
      case .name(let name): place.isEmpty ? name : "\(place).\(name)"
      }
    }
  }
}

extension JSON {
  /// The value at a place; `null` where there is none.
  package subscript(place place: ArraySlice<JSONStep>) -> JSON {
    get {
      switch place.first {
      case nil: self
      case .name(let name): self[name][place: place.dropFirst()]
      case .index(let index): self[index][place: place.dropFirst()]
      }
    }
    set {
      switch place.first {
      case nil: self = newValue
      case .name(let name):
        var member = self[name]
        member[place: place.dropFirst()] = newValue
        self[name] = member
      case .index(let index):
        var items = array ?? []
        // What is left open is null.
        while items.count <= index { items.append(.null) }
        items[index][place: place.dropFirst()] = newValue
        self = .array(items)
      }
    }
  }
}
