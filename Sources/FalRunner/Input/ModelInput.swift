package import FalCore
package import FalRegistry

/// An input before its files are uploaded.
package struct ModelInput: Sendable {
  /// The way to a value inside it.
  package typealias Place = [ValidationIssue.Step]

  /// The input; where a local file stands, its path as the user gave it.
  package var json: JSON
  /// The local files, by the places where they stand.
  package var files: [Place: LocalMedia] = [:]

  package init(json: JSON) { self.json = json }
}

/// A file of this machine that stands in an input.
package enum LocalMedia: Sendable, Hashable {
  case file(String)
  /// What comes from standard input.
  case standardInput

  /// As the user wrote it.
  package var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    }
  }
}

extension JSON {
  /// The value at a place; `null` where there is none.
  subscript(place place: ArraySlice<ValidationIssue.Step>) -> JSON {
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
        // What is left open is seen, and refused, by the validation.
        while items.count <= index { items.append(.null) }
        items[index][place: place.dropFirst()] = newValue
        self = .array(items)
      }
    }
  }
}
