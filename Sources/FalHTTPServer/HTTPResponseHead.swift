import FalCore

/// The first line and the header section of a response.
package struct HTTPResponseHead {
  let status: Int
  let fields: HTTPFields
  let bodyField: HTTPFields.Element?
  let closes: Bool

  /// The bytes to be sent.
  var bytes: [UInt8] {
    var bytes = Array("HTTP/1.1 \(status) \(Self.reason(status))\r\n".utf8)
    for field in fields { Self.append(field, to: &bytes) }
    if let bodyField { Self.append(bodyField, to: &bytes) }
    if closes { Self.append((HTTPField.connection, "close"), to: &bytes) }
    bytes += "\r\n".utf8
    return bytes
  }

  private static func append(_ field: HTTPFields.Element, to bytes: inout [UInt8]) {
    bytes += field.name.utf8
    bytes += ": ".utf8
    // Values may come from requests; a line end in one must not become another field.
    bytes += field.value.utf8.map { $0.isControl ? UInt8(ascii: " ") : $0 }
    bytes += "\r\n".utf8
  }

  /// The usual words for a status; clients do not need them, people who read traffic do.
  private static func reason(_ status: Int) -> String {
    switch status {
    case 101: "Switching Protocols"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 402: "Payment Required"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 413: "Content Too Large"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: ""
    }
  }
}
