import FalCore
import FalSystem

/// The tokens of all clients in the program: fetched once for as long as they live.
final class CDNTokens: Sendable {
  /// What a token belongs to.
  private struct Owner: Hashable {
    let hosts: FalHosts
    let credentials: FalCredentials?
  }

  static let shared = CDNTokens()

  private let tokens = FreshValues<Owner, CDNToken> { $0.isFresh }

  /// A client's token.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  func token(for client: FalClient) async throws -> CDNToken {
    try await tokens.value(for: Self.owner(client)) { try await Self.fetch(client) }
  }

  /// Drops a token that a server did not accept.
  func forget(_ token: CDNToken, of client: FalClient) {
    tokens.forget(Self.owner(client)) { $0.authorization == token.authorization }
  }

  private static func owner(_ client: FalClient) -> Owner {
    Owner(hosts: client.hosts, credentials: client.configuration.credentials)
  }

  private static func fetch(_ client: FalClient) async throws -> CDNToken {
    let call = FalCall(
      .storage,
      "POST",
      "\(client.hosts.rest)/storage/auth/token?storage_type=fal-cdn-v3",
      authorization: .key,
      fields: [HTTPField.contentType: "application/json"],
      body: .bytes(Array("{}".utf8)),
      timeouts: client.callTimeouts
    )
    let answer = try await client.answer(to: call)
    guard let token = answer.json.flatMap({ CDNToken(json: $0, hosts: client.hosts) }) else {
      // Its text is not shown: there may be a token in it all the same.
      throw FalError(.invalidResponse, "the answer holds no token for uploads")
    }
    return token
  }
}
