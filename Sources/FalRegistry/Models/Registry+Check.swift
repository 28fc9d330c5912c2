public import FalCore

extension Registry {
  /// Refuses an input that the service would refuse, before it is sent: for ``FalConfiguration/check``.
  ///
  /// Local files are looked into as far as their headers tell what they are. An input of a model that the registry does not know
  /// is not looked at.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - input: The whole input.
  /// - Throws: `FalError` of kind `invalidInput`, with an issue for each problem; `RegistryError` when a file is broken.
  @Sendable public func check(_ endpoint: EndpointID, _ input: InputValue) throws {
    guard let model = try model(endpoint.description) else { return }
    let issues = model.issues(in: input).filter { $0.severity == .error }
    if issues.isEmpty { return }
    throw FalError(
      .invalidInput,
      issues.map(\.description).joined(separator: "; "),
      endpoint: endpoint,
      issues: issues.map { issue in
        FieldIssue(
          location: .array(["body"] + issue.path.map(\.json)),
          message: issue.message,
          type: issue.rule.rawValue
        )
      }
    )
  }
}
