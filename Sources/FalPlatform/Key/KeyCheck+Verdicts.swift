import FalCore

extension KeyCheck {
  /// What fal says about whose key it is.
  enum Account: Sendable {
    /// Its name, which only administrators learn.
    case known(String?)
    /// That it is none of the key's business.
    case hidden
    /// Nothing.
    case unknown
  }

  static func refused(_ isWellFormed: Bool) -> KeyCheck {
    KeyCheck(
      outcome: .refused,
      isWellFormed: isWellFormed,
      runsModels: false,
      readsPrices: false,
      isAdministrator: false,
      account: nil,
      message: isWellFormed
        ? "fal does not know the key; it may have been deleted: take one from https://fal.ai/dashboard/keys"
        : "fal does not know the key, and it does not look like one: id:secret, from https://fal.ai/dashboard/keys"
    )
  }

  init(_ isWellFormed: Bool, prices: KeyVerdict, queue: KeyVerdict, _ account: Account) {
    self.isWellFormed = isWellFormed
    runsModels = queue == .allowed
    readsPrices = prices == .allowed
    switch account {
    case .known(let name): (isAdministrator, self.account) = (true, name)
    case .hidden: (isAdministrator, self.account) = (false, nil)
    case .unknown: (isAdministrator, self.account) = (nil, nil)
    }
    switch (queue, prices) {
    case (.locked(let reason), _), (_, .locked(let reason)):
      outcome = .locked
      message = "the account is locked: \(reason); see https://fal.ai/dashboard/billing"
    case (.allowed, _):
      outcome = .accepted
      message = "fal accepts the key"
    default:
      outcome = .accepted
      message =
        "fal knows the key, but it may not run models: one with the scope API may, from https://fal.ai/dashboard/keys"
    }
  }
}
