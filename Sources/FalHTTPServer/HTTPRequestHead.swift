package import FalCore

/// The first line and the header section of a request.
package struct HTTPRequestHead: Sendable {
  /// The method, as in `GET`.
  package let method: String
  /// What the request is about.
  package let target: HTTPRequestTarget
  /// The version that the client speaks.
  package let version: HTTPVersion
  /// The header section.
  package let fields: HTTPFields
  /// How the end of the body is found.
  package let framing: HTTPBodyFraming
  /// Whether the client waits for "100 Continue" before it sends the body.
  package let expectsContinue: Bool
  /// Whether the client wants to use the connection again.
  package let keepsAlive: Bool

  /// The same head for another target.
  func retargeted(to target: String) throws(HTTPRequestError) -> HTTPRequestHead {
    let bytes = Array(target.utf8)
    let target: HTTPRequestTarget
    do {
      target = try bytes.withUnsafeBytes { try HTTPRequestTarget($0) }
    } catch {
      throw error as? HTTPRequestError ?? .malformed("this is no target of a request")
    }
    return try HTTPRequestHead(method: method, target: target, version: version, fields: fields)
  }

  init(
    method: String,
    target: HTTPRequestTarget,
    version: HTTPVersion,
    fields: HTTPFields
  ) throws(HTTPRequestError) {
    let hosts = fields.values(of: HTTPField.host).count
    guard hosts == 1 || hosts == 0 && version == .http10 else {
      throw .malformed(hosts == 0 ? "the Host field is missing" : "there is more than one Host field")
    }
    let expectations = fields.items(of: HTTPField.expect)
    guard expectations.allSatisfy({ $0 == "100-continue" }) else {
      throw HTTPRequestError(417, "the only expectation that can be met is 100-continue")
    }
    self.method = method
    self.target = target
    self.version = version
    self.fields = fields
    framing = try HTTPBodyFraming(fields, version)
    expectsContinue = !expectations.isEmpty && version == .http11
    keepsAlive = version == .http11 && !fields.items(of: HTTPField.connection).contains("close")
  }
}

/// The versions of HTTP that the server speaks.
package enum HTTPVersion: String, Sendable {
  /// Without chunks and, here, without reuse of connections.
  case http10 = "HTTP/1.0"
  /// The usual one.
  case http11 = "HTTP/1.1"
}
