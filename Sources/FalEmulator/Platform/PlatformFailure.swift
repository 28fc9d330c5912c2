import FalCore

/// Why the Platform API does not do what it is asked for.
struct PlatformFailure: Error {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  var reply: Reply {
    .json(status, ["error": ["type": .string(type), "message": .string(message)]])
  }

  private var type: String {
    switch status {
    case 400: "validation_error"
    case 401, 403: "authorization_error"
    case 404: "not_found"
    case 405: "not_implemented"
    default: "server_error"
    }
  }
}
