#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What opens realtime connections in place of a key, for a short time.
public struct RealtimeToken: Sendable {
  /// The token; it stands in addresses, so treat it as a password.
  public var value: String
  /// When it ends; it is not used in the last tenth of its life.
  public var expires: Date
  private let made: Date

  /// Creates a token.
  ///
  /// - Parameters:
  ///   - value: The token, as fal or a server of one's own has given it.
  ///   - lifetime: For how long it is good from now on; 2 minutes by default.
  public init(_ value: String, lifetime: Duration = .seconds(120)) {
    self.value = value
    made = Date()
    expires = made.addingTimeInterval(lifetime / .seconds(1))
  }

  var isFresh: Bool {
    let life = expires.timeIntervalSince(made)
    let now = Date()
    return now >= made && now < made.addingTimeInterval(life * 0.9)
  }
}

extension RealtimeToken: CustomStringConvertible, CustomReflectable {
  /// When it ends; never the token.
  public var description: String { "a token until \(expires)" }

  /// When it ends; never the token.
  public var customMirror: Mirror { Mirror(self, children: ["expires": expires]) }
}

/// What shows fal who opens a realtime connection.
public struct RealtimeAuthorization: Sendable {
  enum Way: Sendable {
    case token(lifetime: Duration)
    case provider(@Sendable (EndpointID) async throws -> RealtimeToken)
    case key
  }

  let way: Way

  /// A token that fal gives for the client's key, or that a proxy of one's own (``FalRouting/proxy(url:)``) fetches for an app
  /// that holds no key; good for `lifetime`, 10 to 600 seconds.
  public static func token(lifetime: Duration = .seconds(120)) -> RealtimeAuthorization {
    RealtimeAuthorization(way: .token(lifetime: lifetime))
  }

  /// A token that a closure gets, from a server of one's own.
  ///
  /// ```swift
  /// var options = RealtimeOptions()
  /// options.authorization = .provider { app in
  ///   // A server of one's own, that asks fal with its key.
  ///   let request = HTTPRequest("POST", "https://example.com/token?app=\(app)")
  ///   let response = try await HTTPTransports.standard.send(request)
  ///   return RealtimeToken(String(decoding: try await response.body.collect(), as: UTF8.self))
  /// }
  /// ```
  ///
  /// The closure is given the endpoint with its path, `fal-ai/fast-lcm-diffusion/realtime`; what it throws is thrown by what
  /// needed the token.
  public static func provider(
    _ provider: @escaping @Sendable (EndpointID) async throws -> RealtimeToken
  ) -> RealtimeAuthorization {
    RealtimeAuthorization(way: .provider(provider))
  }

  /// The client's key itself, in the handshake: for servers, without a token to fetch first.
  public static let key = RealtimeAuthorization(way: .key)
}
