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
