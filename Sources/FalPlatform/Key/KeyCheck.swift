/// What fal thinks of a key.
public struct KeyCheck: Sendable, Hashable {
  /// What became of it.
  public enum Outcome: String, Sendable, Hashable {
    /// fal knows the key.
    case accepted
    /// fal does not know the key, or no longer.
    case refused
    /// fal knows the key, but its account is locked: the credit is used up, for one.
    case locked
  }

  /// What became of it.
  public let outcome: Outcome
  /// Whether the key looks as fal's do: `id:secret`.
  public let isWellFormed: Bool
  /// Whether the key may run models.
  public let runsModels: Bool
  /// Whether the key may read prices.
  public let readsPrices: Bool
  /// Whether the key has the scope `ADMIN`, for usage, billing and keys; `nil` when fal did not say.
  public let isAdministrator: Bool?
  /// The name of the account; fal tells it to administrators only.
  public let account: String?
  /// What all this means and what to do next, in a sentence without its full stop.
  public let message: String
}
