import FalJSON

/// Makes one description of several that a value must fit together, as the parts of `allOf` and what stands beside it.
///
/// Members, limits and requirements of all hold. What is common to the branches of a union goes into each of them.
struct SchemaMerger {
  /// How many values more there may be; unions that must hold together grow without bounds otherwise.
  private(set) var remaining: Int

  init(remaining: Int) {
    self.remaining = remaining
  }

  /// What fits all of some descriptions, of which there is one at least.
  mutating func merged(_ parts: [SchemaNode]) -> SchemaNode {
    guard var result = parts.first else { return SchemaNode(shape: .any) }
    for part in parts.dropFirst() { result = merged(result, part) ?? result.losing(.combination) }
    return result
  }

  /// What fits both; `nil` when nothing does.
  private mutating func merged(_ first: SchemaNode, _ second: SchemaNode) -> SchemaNode? {
    let shape: SchemaNode.Shape
    var losesOthers = false
    switch (first.shape, second.shape) {
    case (.any, .any): return completed(first, by: second)
    case (.any, _): return first.isNull ? nil : completed(second, by: first)
    case (_, .any): return second.isNull ? nil : completed(first, by: second)
    case (.union, _), (_, .union): return mergedBranches(first, second)
    case (.boolean, .boolean), (.integer, .integer), (.number, .number), (.text, .text): shape = first.shape
    case (.integer, .number), (.number, .integer): shape = .integer
    case (.list(let one), .list(let other)):
      guard let item = merged(one, other) else { return nil }
      shape = .list(item)
    case (.map(let one), .map(let other)):
      guard let value = merged(one, other) else { return nil }
      shape = .map(value)
    case (.object(let fields), .object(let others)): shape = .object(merged(fields, others))
    case (.object(let fields), .map(let value)), (.map(let value), .object(let fields)):
      shape = fields.isEmpty ? .map(value) : .object(fields)
      // What members are that have no name is not told beside those that have one.
      losesOthers = !fields.isEmpty && value.shape != .any
    case (.recursive(let one), .recursive(let other)) where one == other: shape = first.shape
    // What it contains is not known here.
    case (.recursive, .object), (.recursive, .map): return completed(first, by: second).losing(.combination)
    case (.object, .recursive), (.map, .recursive): return completed(second, by: first).losing(.combination)
    default: return nil
    }
    var result = completed(first, by: second)
    result.shape = shape
    if losesOthers { result.lose(.keyword("additionalProperties")) }
    // `null` fits both only when each takes it.
    result.isNullable = first.isNullable && second.isNullable
    return result
  }

  private mutating func merged(_ fields: [SchemaField], _ others: [SchemaField]) -> [SchemaField] {
    var result = fields
    var positions: [String: Int] = [:]
    for (position, field) in fields.enumerated() { positions[field.name] = position }
    for field in others {
      guard let position = positions[field.name] else {
        result.append(field)
        continue
      }
      let known = result[position].node
      // What is said last is nearest to the value.
      result[position].node = merged(field.node, known) ?? field.node.losing(.combination)
      if field.isRequired { result[position].isRequired = true }
    }
    return result
  }

  // MARK: - Unions

  private mutating func mergedBranches(_ first: SchemaNode, _ second: SchemaNode) -> SchemaNode? {
    let (one, other) = (first.branchCount, second.branchCount)
    let growth = first.valueCount * (other - 1) + second.valueCount * (one - 1)
    guard growth <= remaining, min(one, other) == 1 || one * other <= SchemaBounds.branches else {
      if case .union = first.shape { return completed(first, by: second).losing(.combination) }
      return completed(second, by: first).losing(.combination)
    }
    remaining -= growth
    var whole = SchemaNode(shape: .any)
    let lefts = first.parted(into: &whole)
    let rights = second.parted(into: &whole)
    var branches: [SchemaNode] = []
    for left in lefts {
      for right in rights {
        if let both = merged(left, right), !branches.contains(both) { branches.append(both) }
      }
    }
    guard !branches.isEmpty else { return nil }
    var result = SchemaNode(shape: branches.count == 1 ? .any : .union(branches))
    if branches.count == 1 { result = branches[0] }
    result.addFacts(of: whole)
    result.componentName = result.componentName ?? whole.componentName
    result.isNullable = first.isNullable && second.isNullable
    return result
  }

  /// A description with the facts of one that has no more, or less, to say about the shape.
  private func completed(_ node: SchemaNode, by other: SchemaNode) -> SchemaNode {
    var result = node
    result.addFacts(of: other)
    // A part that says nothing but this is about the whole.
    result.isNullable = node.isNullable || other.isNullable
    return result
  }
}

extension SchemaNode {
  /// The number of branches of a union; anything else is one.
  fileprivate var branchCount: Int {
    if case .union(let branches) = shape { branches.count } else { 1 }
  }

  /// The branches of a union, or the only branch of anything else; what is about the whole goes to the whole.
  fileprivate func parted(into whole: inout SchemaNode) -> [SchemaNode] {
    if case .union(let branches) = shape {
      whole.addFacts(of: self)
      return branches
    }
    var branch = self
    whole.componentName = whole.componentName ?? branch.componentName
    whole.defaultValue = whole.defaultValue ?? branch.defaultValue
    whole.hasUnrecordedDefault = whole.hasUnrecordedDefault || branch.hasUnrecordedDefault
    whole.isDeprecated = whole.isDeprecated || branch.isDeprecated
    for loss in branch.losses { whole.lose(loss) }
    branch.componentName = nil
    branch.defaultValue = nil
    branch.hasUnrecordedDefault = false
    branch.isDeprecated = false
    branch.losses = []
    return [branch]
  }

  /// The number of values in it, itself included.
  fileprivate var valueCount: Int {
    switch shape {
    case .list(let item), .map(let item): 1 + item.valueCount
    case .object(let fields): fields.reduce(1) { $0 + $1.node.valueCount }
    case .union(let branches): branches.reduce(1) { $0 + $1.valueCount }
    default: 1
    }
  }

  /// The same with one loss more.
  fileprivate func losing(_ loss: SchemaLoss) -> SchemaNode {
    var result = self
    result.lose(loss)
    return result
  }

  /// Takes over what another description says beside the shape.
  fileprivate mutating func addFacts(of other: SchemaNode) {
    // What the document does not contain has a name, and nothing else.
    if other.shape != .any || shape == .any { componentName = componentName ?? other.componentName }
    if allowedValues.isEmpty {
      allowedValues = other.allowedValues
    } else if !other.allowedValues.isEmpty {
      let common = allowedValues.filter(Set(other.allowedValues).contains)
      if common.isEmpty { lose(.combination) } else { allowedValues = common }
    }
    defaultValue = defaultValue ?? other.defaultValue
    hasUnrecordedDefault = hasUnrecordedDefault || other.hasUnrecordedDefault
    allowsOtherMembers = allowsOtherMembers || other.allowsOtherMembers
    isDeprecated = isDeprecated || other.isDeprecated
    format = format ?? other.format
    media = media ?? other.media
    mediaLimits.add(other.mediaLimits)
    if limits != other.limits {
      if let pattern = other.limits.pattern, limits.pattern ?? pattern != pattern { lose(.combination) }
      limits = limits.narrowed(by: other.limits)
    }
    for loss in other.losses { lose(loss) }
  }
}

extension SchemaLimits {
  /// The limits of both.
  func narrowed(by other: SchemaLimits) -> SchemaLimits {
    var limits = self
    limits.minimum = Self.pick(minimum, other.minimum) { $0.double >= $1.double }
    limits.maximum = Self.pick(maximum, other.maximum) { $0.double <= $1.double }
    limits.exclusiveMinimum = Self.pick(exclusiveMinimum, other.exclusiveMinimum) { $0.double >= $1.double }
    limits.exclusiveMaximum = Self.pick(exclusiveMaximum, other.exclusiveMaximum) { $0.double <= $1.double }
    limits.multipleOf = multipleOf ?? other.multipleOf
    limits.minimumLength = Self.pick(minimumLength, other.minimumLength, >=)
    limits.maximumLength = Self.pick(maximumLength, other.maximumLength, <=)
    limits.pattern = pattern ?? other.pattern
    limits.minimumItems = Self.pick(minimumItems, other.minimumItems, >=)
    limits.maximumItems = Self.pick(maximumItems, other.maximumItems, <=)
    limits.hasUniqueItems = hasUniqueItems || other.hasUniqueItems
    return limits
  }

  private static func pick<Bound>(_ one: Bound?, _ other: Bound?, _ isNarrower: (Bound, Bound) -> Bool) -> Bound? {
    guard let one, let other else { return one ?? other }
    return isNarrower(one, other) ? one : other
  }
}

extension MediaLimits {
  fileprivate mutating func add(_ other: MediaLimits) {
    if other.isEmpty { return }
    numbers.merge(other.numbers) { own, _ in own }
    totals.merge(other.totals) { own, _ in own }
    normalization.merge(other.normalization) { own, _ in own }
    if formats.isEmpty { formats = other.formats }
  }
}
