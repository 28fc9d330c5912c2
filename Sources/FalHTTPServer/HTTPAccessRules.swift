package import FalCore

/// Which requests a server on somebody's machine takes.
///
/// A browser sends requests to this machine for whatever page is open in it. So a request must name the server as this
/// machine (a page whose name was made to lead here names itself), and one that a browser sends for a page must be for
/// a page of the server's own or of an origin that was allowed.
package struct HTTPAccessRules: Sendable {
  /// Further names under which the server is reached, in lower case and without ports; `*` for any.
  package var hosts: Set<String> = []
  /// Origins whose pages may use the server, as in `http://localhost:3000`; `*` for any.
  package var origins: Set<String> = []
  /// What pages of any origin may use, by method, path and fields.
  package var isPublic: @Sendable (_ method: String, _ path: String, _ fields: HTTPFields) -> Bool = { _, _, _ in
    false
  }

  /// Creates rules that allow this machine's own names, and pages of the server's own.
  package init() {}

  /// What stands in the fields of browsers about where a request is from.
  private enum Field {
    static let origin = "Origin"
    static let site = "Sec-Fetch-Site"
  }

  /// Why a request is refused; `nil` when it may come.
  func refusal(of head: HTTPRequestHead) -> HTTPRequestError? {
    for host in [head.fields[HTTPField.host], head.target.authority].compactMap(\.self) where !accepts(host) {
      return HTTPRequestError(421, "this server is not known as \(host.prefix(100))")
    }
    if isPublic(head) || origins.contains("*") { return nil }
    let named = head.fields.values(of: Field.origin)
    if !named.isEmpty {
      guard named.allSatisfy({ isAllowed($0, for: head) }) else {
        return HTTPRequestError(403, "pages of \(named[0].prefix(100)) may not use this server")
      }
    } else if let site = head.fields[Field.site], site != "same-origin", site != "none" {
      return HTTPRequestError(403, "pages of other origins may not use this server")
    }
    return nil
  }

  /// The origin of the page that a request is for, when it is another one that is allowed: browsers show it the answer only
  /// when the answer says so.
  func foreignOrigin(of head: HTTPRequestHead) -> String? {
    guard let origin = head.fields[Field.origin], !isSame(origin, head),
      isAllowed(origin, for: head) || isPublic(head)
    else { return nil }
    return origin
  }

  private func isPublic(_ head: HTTPRequestHead) -> Bool { isPublic(head.method, head.target.path, head.fields) }

  private func isAllowed(_ origin: String, for head: HTTPRequestHead) -> Bool {
    origins.contains("*") || origins.contains(origin.lowercased()) || isSame(origin, head)
  }

  private func isSame(_ origin: String, _ head: HTTPRequestHead) -> Bool {
    guard let host = head.fields[HTTPField.host]?.lowercased() else { return false }
    // In front of a server there may be one that speaks TLS.
    return ["http://\(host)", "https://\(host)"].contains(origin.lowercased())
  }

  /// Whether a name, with a port or without, is one under which the server may be asked.
  package func accepts(_ authority: String) -> Bool {
    if hosts.contains("*") { return true }
    guard let address = HTTPAddress("http://\(authority)/") else { return false }
    return address.isLoopback || address.host.hasSuffix(".localhost") || hosts.contains(address.host)
  }
}
