import FalCore

extension RequestRecord {
  /// The version of what records look like; a newer one is read as far as it is known, and stays newer.
  static let version = 1

  /// Reads the first part of a file; `nil` when it is none of a record.
  init?(members: JSONObject) {
    guard let version = members["version"]?.int, version >= 1,
      let id = members["id"]?.string.flatMap(ID.init(rawValue:)),
      let endpoint = members["endpoint"]?.string.flatMap({ try? EndpointID($0) }),
      members["state"]?.string != nil, members["created_at"]?.string.flatMap(RecordTime.date) != nil
    else { return nil }
    self.init(id: id, endpoint: endpoint, members: members)
  }

  /// Takes down what fal answered to the submit.
  mutating func accept(_ handle: RequestHandle<JSON>) {
    members["request_id"] = .string(handle.requestID)
    for (name, url) in handle.addresses.json { members[name] = url }
    members["error"] = nil
    state = .inQueue
  }
}
