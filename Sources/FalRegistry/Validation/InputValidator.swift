public import FalCore

/// Finds everything that is wrong with an input before it is sent.
///
/// Nothing is fetched or opened: whether an address leads to a fitting file is not known here.
public struct InputValidator: Sendable {
  private let node: SchemaNode
  /// `nil` for values that are no inputs.
  private let override: EndpointOverride?

  /// Prepares to check the inputs of a model.
  ///
  /// - Parameters:
  ///   - schema: What the model takes.
  ///   - override: What holds for it beyond its document.
  public init(_ schema: ModelSchema, _ override: EndpointOverride) {
    node = schema.input
    self.override = override
  }

  /// Prepares to check any value, such as an output, against its schema alone.
  public init(_ node: SchemaNode) {
    self.node = node
    override = nil
  }

  /// Finds what is wrong.
  ///
  /// - Parameter value: The whole input.
  /// - Returns: All problems, in the order of the schema; empty when there are none.
  public func issues(in value: JSON) -> [ValidationIssue] {
    var checker = ValueChecker()
    checker.check(value, node)
    guard let override else { return checker.issues }
    let empty = EmptyInputCheck(fields: node.fields).issues(in: value)
    // A field that holds nothing has one problem, not another with its length as well.
    var issues = checker.issues.filter { issue in !empty.contains { $0.path == issue.path } }
    issues += empty
    issues += CombinedLimitCheck(limits: override.combined).issues(in: value)
    issues += PromptReferenceCheck(references: override.references).issues(in: value)
    return issues
  }
}
