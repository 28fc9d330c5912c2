/// A request that cannot be answered as it should, with the status that says so.
package struct HTTPRequestError: Error, Sendable, Hashable {
  /// The status of the answer.
  let status: Int
  /// What is wrong, in words.
  let detail: String

  /// Creates an error.
  package init(_ status: Int, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  static func malformed(_ detail: String) -> HTTPRequestError {
    HTTPRequestError(400, detail)
  }
}
