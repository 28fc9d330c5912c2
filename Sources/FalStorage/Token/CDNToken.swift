import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What opens the servers of files, in place of the key, which they never get.
struct CDNToken: Sendable {
  /// The value of the `Authorization` field.
  let authorization: String
  /// Scheme and host of the server that it is for, without a slash at the end.
  let base: String
  let expires: Date

  /// Until a token is fetched again when the server does not say how long it lives.
  private static let shortLife: TimeInterval = 300
  /// A token is not used in its last minute: an upload takes a while.
  private static let margin: TimeInterval = 60

  var isFresh: Bool { expires.timeIntervalSinceNow > Self.margin }

  /// Reads the answer to a request for a token; `nil` when there is none in it.
  init?(json: JSON, hosts: FalHosts) {
    guard let token = json["token"].string, !token.isEmpty else { return nil }
    authorization = "\(json["token_type"].string ?? "Bearer") \(token)"
    base = Self.base(json["base_url"].string, hosts)
    expires = json["expires_at"].string.flatMap(Self.date) ?? Date(timeIntervalSinceNow: Self.shortLife)
  }

  /// The server that the answer names if it is fal's, else the one that is known.
  private static func base(_ stated: String?, _ hosts: FalHosts) -> String {
    guard let stated, let address = HTTPAddress(stated),
      hosts.fileServers.contains(where: { HTTPAddress($0) == address })
    else { return hosts.cdn }
    return stated.hasSuffix("/") ? String(stated.dropLast()) : stated
  }

  /// Reads a date in ISO 8601, without its fraction of a second, which comes with three digits or six.
  private static func date(_ text: String) -> Date? {
    let dot = text.firstIndex(of: ".") ?? text.endIndex
    let zone = text[dot...].dropFirst().drop { $0.isNumber }
    let isZoned = !zone.isEmpty || text.hasSuffix("Z") || text.dropFirst(19).contains { $0 == "+" || $0 == "-" }
    return try? Date("\(text[..<dot])\(zone)\(isZoned ? "" : "Z")", strategy: .iso8601)
  }
}
