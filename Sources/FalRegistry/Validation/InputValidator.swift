package import FalCore
package import FalMedia

/// Finds everything that is wrong with an input before it is sent.
///
/// Nothing is fetched or opened: whether a web address leads to a fitting file is not known here.
package struct InputValidator: Sendable {
  private let node: SchemaNode
  /// `nil` for values that are no inputs.
  private let override: EndpointOverride?
  private let status: EndpointStatus

  /// Prepares to check the inputs of a model.
  ///
  /// - Parameters:
  ///   - schema: What the model takes.
  ///   - override: What holds for it beyond its document.
  ///   - status: Whether the service offers it; of others than `active` every input gets a warning.
  package init(_ schema: ModelSchema, _ override: EndpointOverride, status: EndpointStatus = .active) {
    node = schema.input
    self.override = override
    self.status = status
  }

  /// Prepares to check any value, such as an output, against its schema alone.
  package init(_ node: SchemaNode) {
    self.node = node
    override = nil
    status = .active
  }

  /// Finds what is wrong.
  ///
  /// Files in data URIs are checked as well as their beginnings and headers allow.
  ///
  /// - Parameter value: The whole input.
  /// - Returns: All problems, in the order of the schema; empty when there are none.
  package func issues(in value: JSON) -> [ValidationIssue] {
    issues(in: value, files: [:])
  }

  /// Whether nothing is wrong with a value that the service would refuse it for.
  package func accepts(_ value: JSON) -> Bool {
    !issues(in: value).contains { $0.severity == .error }
  }

  /// Finds what is wrong, also with local files that are not uploaded yet.
  ///
  /// - Parameters:
  ///   - value: The whole input; where a file's address is to stand, there is any text.
  ///   - files: What is known of each of these files, by the way to the text.
  /// - Returns: All problems, in the order of the schema; empty when there are none.
  package func issues(in value: JSON, files: [JSONPath: MediaFacts]) -> [ValidationIssue] {
    var checker = ValueChecker(files: InputFiles(local: files, includesDataURIs: override != nil))
    checker.checkAll(value, node)
    guard let override else { return checker.issues }
    let empty = EmptyInputCheck(fields: node.fields).issues(in: value)
    // A field that holds nothing has one problem, not another with its length as well.
    var issues = checker.issues.filter { issue in !empty.contains { $0.path == issue.path } }
    issues += empty
    issues += CombinedLimitCheck(limits: override.combined).issues(in: value)
    issues += PromptReferenceCheck(references: override.references).issues(in: value)
    if status != .active {
      issues.append(ValidationIssue(path: [], problem: .deprecatedModel(status), value: .null))
    }
    return issues
  }
}
