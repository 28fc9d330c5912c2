/// What is asked about a request, each at an address of its own.
enum RequestPart: Sendable {
  case status
  case statusStream
  case result
  case cancel
}

/// Where fal said, when it took a request, that one asks about it.
///
/// A statement is used as far as it leads to the queue that the client knows, and the address that fal documents is tried
/// where it leads to nothing: there are routers that need what they have put into an address, and gateways that hand on
/// addresses which they do not have.
package struct RequestAddresses: Sendable, Hashable {
  private let status: String?
  private let result: String?
  private let cancel: String?

  /// Nothing is known but the request's id.
  package static let unknown = RequestAddresses(json: .null)

  /// Reads what fal answered to the submit, or what was kept of it.
  package init(json: JSON) {
    status = json["status_url"].string
    result = json["response_url"].string
    cancel = json["cancel_url"].string
  }

  /// The members of fal's answer.
  package var json: JSONObject {
    var json = JSONObject()
    json["status_url"] = status.map(JSON.string)
    json["response_url"] = result.map(JSON.string)
    json["cancel_url"] = cancel.map(JSON.string)
    return json
  }

  /// Where to ask: first where fal said, and when that leads to nothing where fal documents it.
  func addresses(
    for part: RequestPart,
    of endpoint: EndpointID,
    _ requestID: String,
    at hosts: FalHosts
  ) -> (stated: String?, documented: String) {
    let documented =
      switch part {
      case .status: hosts.statusURL(of: endpoint, request: requestID)
      case .statusStream: hosts.statusStreamURL(of: endpoint, request: requestID)
      case .result: hosts.resultURL(of: endpoint, request: requestID)
      case .cancel: hosts.cancelURL(of: endpoint, request: requestID)
      }
    let stated = stated(part).flatMap { Self.reachable($0, at: hosts) }
    return (stated == documented ? nil : stated, documented)
  }

  private func stated(_ part: RequestPart) -> String? {
    switch part {
    case .result: result
    case .status: status ?? result.map { Self.appending("status", toRequest: $0) }
    case .statusStream: stated(.status).map { Self.appending("stream", to: $0) }
    case .cancel: cancel ?? result.map { Self.appending("cancel", toRequest: $0) }
    }
  }

  /// The request's own address may end with what stands for its result.
  private static func appending(_ part: String, toRequest url: String) -> String {
    let (path, query) = split(url)
    let request = path.hasSuffix("/response") ? String(path.dropLast("/response".count)) : path
    return "\(request)/\(part)\(query)"
  }

  private static func appending(_ part: String, to url: String) -> String {
    let (path, query) = split(url)
    return "\(path)/\(part)\(query)"
  }

  private static func split(_ url: String) -> (path: String, query: String) {
    let path = url.prefix { $0 != "?" }
    return (String(path.hasSuffix("/") ? path.dropLast() : path), String(url[path.endIndex...]))
  }

  /// An address as the client may ask it, with the key; `nil` when it is not at the queue.
  private static func reachable(_ stated: String, at hosts: FalHosts) -> String? {
    guard let address = HTTPAddress(stated), let target = HTTPAddress.target(of: stated), !stated.contains("#") else {
      return nil
    }
    guard address == HTTPAddress(hosts.queue) else {
      // What is in front of fal may hand on fal's own addresses.
      return address == HTTPAddress(FalHosts().queue) ? hosts.queue + target : nil
    }
    let base = HTTPAddress.target(of: hosts.queue) ?? ""
    return base.isEmpty || target.hasPrefix("\(base)/") ? stated : hosts.queue + target
  }
}
