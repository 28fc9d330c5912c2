import FalCore
import FalSystem

/// The tokens of all clients in the program: fetched once for as long as they live.
final class CDNTokens: Sendable {
  /// What a token belongs to.
  private struct Owner: Hashable {
    let hosts: FalHosts
    let credentials: FalCredentials?
  }

  private enum Entry: Sendable {
    case known(CDNToken)
    case onItsWay(SharedWork<CDNToken>)
  }

  static let shared = CDNTokens()

  private let entries = Lock<[Owner: Entry]>([:])

  /// A client's token.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  func token(for client: FalClient) async throws -> CDNToken {
    let owner = Self.owner(client)
    while true {
      let entry = entries.withLock { entries -> Entry in
        switch entries[owner] {
        case .known(let token)? where token.isFresh: return .known(token)
        case .onItsWay(let work)?: return .onItsWay(work)
        default:
          let work = SharedWork { try await Self.fetch(client) }
          entries[owner] = .onItsWay(work)
          return .onItsWay(work)
        }
      }
      switch entry {
      case .known(let token): return token
      case .onItsWay(let work):
        do {
          let token = try await work.value()
          replace(work, of: owner, by: .known(token))
          return token
        } catch {
          replace(work, of: owner, by: nil)
          // Others have given up on it just before this task joined them.
          if error is CancellationError, !Task.isCancelled { continue }
          throw error
        }
      }
    }
  }

  /// Drops a token that a server did not accept.
  func forget(_ token: CDNToken, of client: FalClient) {
    let owner = Self.owner(client)
    entries.withLock { entries in
      if case .known(let known)? = entries[owner], known.authorization == token.authorization { entries[owner] = nil }
    }
  }

  private func replace(_ work: SharedWork<CDNToken>, of owner: Owner, by entry: Entry?) {
    entries.withLock { entries in
      if case .onItsWay(let current)? = entries[owner], current === work { entries[owner] = entry }
    }
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
