/// What one value of an input becomes, as people write it: `name=value`, `name:=JSON` or `name:@file`.
package struct InputAssignment: Sendable {
  package enum Value: Sendable {
    /// `name=value`: read as the schema says.
    case text(String)
    /// `name:=JSON`.
    case json(String)
    /// `name:@path`: the text of a file; `-` is standard input.
    case textFile(String)
  }

  package let path: InputPath
  let value: Value

  /// Reads a word; `nil` when it sets nothing, as the id of a model.
  package init?(_ word: String) {
    guard let (path, rest) = InputPath.leading(word) else { return nil }
    self.path = path
    if rest.hasPrefix("=") {
      value = .text(String(rest.dropFirst()))
    } else if rest.hasPrefix(":=") {
      value = .json(String(rest.dropFirst(2)))
    } else if rest.hasPrefix(":@") {
      value = .textFile(String(rest.dropFirst(2)))
    } else {
      return nil
    }
  }

  private init(path: InputPath, value: Value) {
    self.path = path
    self.value = value
  }

  /// The placeholders in a value that is a text or the name of a file, as `column` for `{column}`.
  package var placeholders: [String] {
    switch value {
    case .text(let text), .textFile(let text): TextTemplate(text).names
    case .json: []
    }
  }

  /// Whether it names a file of this machine: `name=@file` or `name:@file`.
  package var namesFile: Bool {
    switch value {
    case .text(let text): text.hasPrefix("@")
    case .textFile: true
    case .json: false
    }
  }

  /// The word with values in the place of its placeholders.
  func filled(_ values: (String) -> String?) -> InputAssignment {
    switch value {
    case .text(let text): InputAssignment(path: path, value: .text(TextTemplate(text).filled(values)))
    case .textFile(let name): InputAssignment(path: path, value: .textFile(TextTemplate(name).filled(values)))
    case .json: self
    }
  }
}

/// A text in which `{name}` stands for a value.
struct TextTemplate {
  private enum Part {
    case text(Substring)
    case name(Substring)
  }

  private var parts: [Part] = []

  init(_ text: String) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let inner = rest[rest.index(after: open)...]
      guard let end = inner.firstIndex(where: { "{}".contains($0) }) else { break }
      parts.append(.text(rest[..<open]))
      if inner[end] == "}" {
        parts.append(.name(inner[..<end]))
        rest = inner[inner.index(after: end)...]
      } else {
        parts.append(.text(rest[open..<end]))
        rest = inner[end...]
      }
    }
    parts.append(.text(rest))
  }

  /// What stands in braces.
  var names: [String] {
    parts.compactMap { part in if case .name(let name) = part { String(name) } else { nil } }
  }

  /// The text with values; what has none stays as it is, with its braces.
  func filled(_ values: (String) -> String?) -> String {
    parts.map { part in
      switch part {
      case .text(let text): String(text)
      case .name(let name): values(String(name)) ?? "{\(name)}"
      }
    }.joined()
  }
}
