import FalCore

/// What the path and method of a request lead to.
///
/// fal has a host for each of its services; a local fal has a path: `/run` for fal.run, `/queue` for queue.fal.run.
struct Route: Sendable {
  enum Target: Sendable {
    case operation(EmulatorOperation)
    /// There is something, but not for this method.
    case otherMethods
  }

  let target: Target
  let endpoint: EndpointID
  /// Empty where there is none.
  var requestID = ""

  /// `nil` when there is nothing under this path.
  init?(_ method: String, _ path: String) {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard let service = segments.first else { return nil }
    let rest = segments.dropFirst()
    switch service {
    case "run": self.init(running: rest, method)
    case "queue": self.init(queue: rest, method)
    default: return nil
    }
  }

  private init?(running segments: ArraySlice<String>, _ method: String) {
    let isStream = segments.last == "stream" && segments.count > 2
    // The id's own path may end with it as well; then both forms mean the same model.
    let id = (isStream ? segments.dropLast() : segments).joined(separator: "/")
    guard let endpoint = try? EndpointID(id) else { return nil }
    self.endpoint = endpoint
    target = method == "POST" ? .operation(isStream ? .stream : .run) : .otherMethods
  }

  private init?(queue segments: ArraySlice<String>, _ method: String) {
    guard let position = segments.lastIndex(of: "requests"), segments.count > position - segments.startIndex + 1 else {
      guard let endpoint = try? EndpointID(segments.joined(separator: "/")) else { return nil }
      self.endpoint = endpoint
      target = method == "POST" ? .operation(.submit) : .otherMethods
      return
    }
    guard let endpoint = try? EndpointID(segments[..<position].joined(separator: "/")) else { return nil }
    self.endpoint = endpoint
    requestID = segments[position + 1]
    let operations: [[String]: (String, EmulatorOperation)] = [
      []: ("GET", .result), ["response"]: ("GET", .result), ["status"]: ("GET", .status),
      ["status", "stream"]: ("GET", .statusStream), ["cancel"]: ("PUT", .cancel),
    ]
    guard let (expected, operation) = operations[Array(segments[(position + 2)...])] else { return nil }
    // Requests live under the base of the id: the whole id is a path that takes submissions only.
    target = method == expected && endpoint.path == nil ? .operation(operation) : .otherMethods
  }
}
