import FalCore

/// One of the ways by which fal takes files.
protocol UploadRoute: Sendable {
  /// What it is called in messages.
  var name: String { get }

  /// Uploads something; in parts when it is large.
  ///
  /// - Returns: Its address.
  /// - Throws: `FalError`, `CancellationError`.
  func upload(_ source: UploadSource) async throws -> String
}

extension UploadRoute {
  /// The address in an answer, which has to be one of the web.
  static func address(_ answer: FalResponse, _ member: String) throws(FalError) -> String {
    guard let url = answer.json?[member].string, HTTPAddress(url)?.isProtected == true else {
      var error = FalError(.invalidResponse, "the answer to an upload holds no address")
      error.status = answer.status
      throw error
    }
    return url
  }

  /// The header fields that ask for a lifecycle; under both names, because some services know only one of them.
  static func lifecycleFields(_ options: UploadOptions) throws(FalError) -> HTTPFields {
    guard let value = try options.lifecycle?.headerValue() else { return HTTPFields() }
    return [FalField.lifecycle: value, FalField.lifecyclePreference: value]
  }
}
