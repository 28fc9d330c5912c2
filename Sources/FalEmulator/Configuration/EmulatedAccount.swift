/// Whose key a local fal accepts.
public struct EmulatedAccount: Sendable, Hashable {
  /// The account's name.
  public var name = "local"
  /// Whether the key has the scope `ADMIN`.
  public var isAdministrator = false
  /// Whether the account is locked, as one whose credit is used up: models are refused to it.
  public var isLocked = false

  /// Creates the account of somebody who may run models and nothing else.
  public init() {}
}
