public import FalCore

extension FalClient {
  /// Finds out whether fal accepts the key, and what it may do.
  ///
  /// Three questions are asked, to which only the status of the answer matters: for a price, for the status of a request
  /// that does not exist, and for the account's name. None of them starts anything or costs anything. A gateway is asked
  /// for the status only.
  ///
  /// - Returns: What fal thinks of the key; also when it refuses it.
  /// - Throws: `FalError` when there is no key, or when fal could not be asked: without a network, or when it asks too
  ///   much of fal; `CancellationError`.
  public func checkKey() async throws -> KeyCheck {
    guard let credentials = configuration.credentials else {
      throw FalError(
        .invalidConfiguration,
        "there is no key to check: set FAL_KEY to one from https://fal.ai/dashboard/keys"
      )
    }
    let isWellFormed = credentials.halves != nil

    // A gateway serves the queue only.
    if configuration.isGateway {
      let queue = try await verdict { try await status(of: Self.noRequest, logs: false) }
      return queue == .refused
        ? .refused(isWellFormed) : KeyCheck(isWellFormed, prices: .forbidden, queue: queue, .unknown)
    }
    let prices = try await verdict { try await platform(.prices, "models/pricing", query: Self.anyModel) }
    if case .refused = prices { return .refused(isWellFormed) }
    let queue = try await verdict { try await status(of: Self.noRequest, logs: false) }
    if case .refused = queue, prices != .allowed { return .refused(isWellFormed) }
    let account = await account()
    return KeyCheck(isWellFormed, prices: prices, queue: queue, account)
  }

  private static let anyModel = [(name: "endpoint_id", value: "fal-ai/flux/dev")]
  private static let noRequest = RequestHandle<JSON>(
    endpoint: "fal-ai/flux/dev",
    requestID: "00000000-0000-4000-8000-000000000000"
  )

  private func verdict(_ ask: () async throws -> some Sendable) async throws -> KeyVerdict {
    do {
      _ = try await ask()
      return .allowed
    } catch let error as FalError {
      guard let verdict = KeyVerdict(error) else { throw error }
      return verdict
    }
  }

  /// The name of the account, for administrators; what cannot be found out is not worth an error.
  private func account() async -> KeyCheck.Account {
    do {
      return .known(try await platform(.account, "account/billing")["username"].string)
    } catch let error as FalError {
      return [401, 403].contains(error.status) && error.body?.object != nil ? .hidden : .unknown
    } catch {
      return .unknown
    }
  }
}
