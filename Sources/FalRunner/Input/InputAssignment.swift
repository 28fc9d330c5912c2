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
}
