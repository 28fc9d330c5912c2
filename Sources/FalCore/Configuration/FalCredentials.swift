/// The key with which fal knows its user; never part of a description, an error or a log.
public struct FalCredentials: Sendable, Hashable {
  package let key: String

  /// The two halves of a key as fal gives it out, `id:secret`; `nil` when it looks otherwise.
  package var halves: (id: Substring, secret: Substring)? {
    let halves = key.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (halves[0], halves[1])
  }

  /// Uses a key as fal gives it out: `id:secret`.
  ///
  /// Spaces and line breaks around it, as copied keys have them, are dropped.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when it is empty or holds characters that a key cannot have.
  public init(key: String) throws(FalError) {
    var characters = key.unicodeScalars[...]
    while let last = characters.last, last.value <= 0x20 { characters.removeLast() }
    let trimmed = characters.drop { $0.value <= 0x20 }
    guard !trimmed.isEmpty else { throw FalError(.invalidConfiguration, "the key is empty") }
    guard trimmed.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else {
      throw FalError(
        .invalidConfiguration,
        "the key holds a character that no key has; copy it again from fal's dashboard"
      )
    }
    self.key = String(trimmed)
  }

  /// Uses a key in two parts.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration`, as with a whole key.
  public init(keyID: String, secret: String) throws(FalError) {
    try self.init(key: "\(keyID):\(secret)")
  }

  /// The key in the environment: `FAL_KEY`, else `FAL_KEY_ID` with `FAL_KEY_SECRET`; `nil` when there is none.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when there is one that cannot be a key.
  public init?(environment: [String: String]) throws(FalError) {
    if let key = environment["FAL_KEY"], !key.isEmpty {
      try self.init(key: key)
    } else if let id = environment["FAL_KEY_ID"], let secret = environment["FAL_KEY_SECRET"], !id.isEmpty,
      !secret.isEmpty
    {
      try self.init(keyID: id, secret: secret)
    } else {
      return nil
    }
  }
}

extension FalCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// That there is a key, not which.
  public var description: String { "a fal key" }

  /// That there is a key, not which.
  public var debugDescription: String { description }

  /// Nothing: the key is not shown when a value is dumped.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
