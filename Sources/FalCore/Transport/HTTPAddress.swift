#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The parts of a web address that decide where a request goes.
package struct HTTPAddress: Sendable, Hashable {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case; IPv6 addresses without brackets.
  package let host: String
  /// The port, also where it is not written.
  package let port: Int

  /// Reads an address; `nil` when it is not one of http or https, or holds a user's name or password.
  package init?(_ url: String) {
    // What parsers disagree about must not decide where a key goes.
    guard !url.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || $0 == UInt8(ascii: "\\") }),
      let components = URLComponents(string: url), let scheme = components.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = components.encodedHost, !host.isEmpty,
      !host.utf8.contains(UInt8(ascii: "%")),
      components.user == nil, components.password == nil
    else { return nil }
    self.scheme = scheme
    self.host = (host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host).lowercased()
    port = components.port ?? (scheme == "https" ? 443 : 80)
  }

  /// Whether it is this machine, which is the only one that may be asked without encryption.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 < 0x3A }
  }

  /// Whether a key may be sent there at all: encrypted, or to this machine.
  package var isProtected: Bool { scheme == "https" || isLoopback }

  /// The address with spaces and letters outside of ASCII, which servers write into their answers as they are, encoded; its
  /// host stays as it is.
  package static func escaping(_ url: String) -> String {
    guard let authority = url.firstRange(of: "://")?.upperBound,
      let path = url[authority...].firstIndex(where: { "/?#".contains($0) }),
      url[path...].utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F })
    else { return url }
    let escaped = url[path...].utf8.flatMap { byte -> [UInt8] in
      guard byte <= 0x20 || byte >= 0x7F else { return [byte] }
      return Array("%\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
    }
    return url[..<path] + String(decoding: escaped, as: UTF8.self)
  }

  /// What follows scheme, host and port: path and query, and nothing for an address that ends there.
  package static func target(of url: String) -> String? {
    guard let authority = url.firstRange(of: "://")?.upperBound else { return nil }
    return String(url[authority...].drop { $0 != "/" && $0 != "?" })
  }

  /// The address that a redirect leads to; `nil` when it is not one of http or https.
  package static func resolve(_ location: String, against url: String) -> String? {
    guard let base = URL(string: url), let target = URL(string: location, relativeTo: base)?.absoluteString,
      HTTPAddress(target) != nil
    else { return nil }
    return target
  }
}
