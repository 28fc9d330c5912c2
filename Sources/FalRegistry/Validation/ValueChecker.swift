import FalCore
import FalMedia

/// Compares a value with its schema and collects what does not fit.
struct ValueChecker {
  /// Beyond this depth values are taken as they are; no model goes half as deep, and stacks of threads are small.
  private static let maximumDepth = 40
  /// More than anybody reads; after so many the rest is not looked at.
  private static let maximumIssues = 200

  /// Values looked at, those that are looked at for several branches counted for each: descriptions that contain
  /// themselves can ask for more than anybody waits for.
  private static let maximumChecks = 1_000_000
  /// Steps along regular expressions.
  private static let maximumSteps = 2_000_000

  /// A component whose value is being checked.
  private struct Enclosing {
    let node: SchemaNode
    /// The length of the way to the value.
    let length: Int
  }

  private(set) var issues: [ValidationIssue] = []
  private let files: InputFiles
  private var path: JSONPath
  private var depth: Int
  private var checks: Int
  private var steps: Int
  private var isIncomplete = false
  /// From the outside in.
  private var enclosing: [Enclosing]

  init(files: InputFiles = InputFiles()) {
    self.files = files
    path = []
    depth = 0
    checks = 0
    steps = Self.maximumSteps
    enclosing = []
  }

  /// Goes on where another is, without what that one found.
  private init(at checker: ValueChecker) {
    files = checker.files
    path = checker.path
    depth = checker.depth
    checks = checker.checks
    steps = checker.steps
    isIncomplete = checker.isIncomplete
    enclosing = checker.enclosing
  }

  /// Checks a whole value.
  mutating func checkAll(_ value: JSON, _ node: SchemaNode) {
    check(value, node)
    if isIncomplete { report(.notCheckedThroughout, value) }
  }

  private mutating func check(_ value: JSON, _ node: SchemaNode, isRequired: Bool = false) {
    guard issues.count < Self.maximumIssues else { return }
    guard depth < Self.maximumDepth, checks < Self.maximumChecks else {
      isIncomplete = true
      return
    }
    checks += 1
    depth += 1
    defer { depth -= 1 }
    if case .recursive = node.shape {
      // What is nothing but itself says nothing, nor does what is not described here.
      guard let target = target(of: node), !(value.isNull && node.isNullable) else { return }
      return check(value, target, isRequired: isRequired)
    }
    let isComponent = node.componentName != nil && !node.isScalar
    if isComponent { enclosing.append(Enclosing(node: node, length: path.count)) }
    defer { if isComponent { enclosing.removeLast() } }
    let types = node.valueTypes
    let set = node.closedSet
    if value.isNull {
      if !node.isNullable, !types.isEmpty { report(.null(expected: types, isRequired: isRequired), value) }
    } else if !set.isEmpty {
      if !set.contains(value) { report(.notAllowed(allowed: set), value) }
    } else if !types.isEmpty, !types.contains(where: { $0.includes(value) }) {
      report(.wrongType(expected: types), value)
    } else {
      checkContents(value, node)
    }
  }

  /// The component that a description leads back to; `nil` when none is around it, or nothing lies between.
  private func target(of node: SchemaNode) -> SchemaNode? {
    guard case .recursive(let name) = node.shape else { return nil }
    guard let open = enclosing.last(where: { $0.node.componentName == name }), open.length < path.count else {
      return nil
    }
    return open.node
  }

  /// Checks a value whose type fits.
  private mutating func checkContents(_ value: JSON, _ node: SchemaNode) {
    switch node.shape {
    case .integer, .number: checkLimits(of: value, node.limits)
    case .text: checkText(value, node)
    case .list(let item): checkItems(value, item, node)
    case .object(let fields): checkMembers(value, fields, of: node)
    case .map(let member): checkValues(value, member)
    case .union(let branches):
      checkBranches(value, branches)
      // Some publishers write limits beside the kinds of value; each holds for the kinds that it can hold for.
      checkLimits(of: value, node.limits)
      checkLength(of: value, node.limits)
      checkCount(of: value, node.limits)
    case .any, .boolean, .recursive: break
    }
  }

  private mutating func checkLimits(of value: JSON, _ limits: SchemaLimits) {
    guard let number = value.number else { return }
    for problem in limits.problems(with: number) { report(problem, value) }
  }

  private mutating func checkText(_ value: JSON, _ node: SchemaNode) {
    guard let text = value.string else { return }
    checkLength(of: value, node.limits)
    if let kind = node.media { checkFile(text, kind, node.mediaLimits) }
  }

  private mutating func checkLength(of value: JSON, _ limits: SchemaLimits) {
    // The path of a local file only stands for the address that comes later.
    guard let text = value.string, files.local.isEmpty || files.local[path] == nil else { return }
    for problem in limits.problems(with: text) { report(problem, value) }
    guard let pattern = limits.pattern else { return }
    switch TextPattern(pattern)?.isFound(in: text, steps: &steps) {
    case true?: break
    case false?: report(.patternMismatch(pattern), value)
    case nil: report(.patternNotChecked(pattern), value)
    }
  }

  private mutating func checkFile(_ text: String, _ kind: MediaKind, _ limits: MediaLimits) {
    let value = JSON.string(text)
    if let facts = files.facts(of: text, at: path) {
      for problem in limits.problems(with: facts, kind, field: fieldName) { report(problem, value) }
    } else if !MediaAddress.isFetched(text) {
      report(.notMediaReference(kind), value)
    }
    if files.isLargeDataURI(text) { report(.largeDataURI(text.utf8.count), value) }
  }

  /// The name of the nearest member of an object on the way here.
  private var fieldName: String {
    for case .name(let name) in path.reversed() { return name }
    return ""
  }

  private mutating func checkItems(_ value: JSON, _ item: SchemaNode, _ node: SchemaNode) {
    let items = value.array ?? []
    checkCount(of: value, node.limits)
    for (position, element) in items.enumerated() { check(element, item, at: .index(position)) }
    // The limits of a whole list are often written beside its items.
    let together = node.mediaLimits.totals.isEmpty ? item.mediaLimits : node.mediaLimits
    if !together.totals.isEmpty { checkTotals(value, items, together) }
  }

  private mutating func checkCount(of value: JSON, _ limits: SchemaLimits) {
    guard let items = value.array else { return }
    if let least = limits.minimumItems, items.count < least { report(.tooFewItems(least: least), value) }
    if let most = limits.maximumItems, items.count > most { report(.tooManyItems(most: most), value) }
    if limits.hasUniqueItems { checkRepetitions(items) }
  }

  private mutating func checkRepetitions(_ items: [JSON]) {
    var first: [JSON: Int] = [:]
    for (position, item) in items.enumerated() {
      if let earlier = first[item] {
        report(.repeated(first: earlier), item, at: .index(position))
      } else {
        first[item] = position
      }
    }
  }

  private mutating func checkTotals(_ value: JSON, _ items: [JSON], _ limits: MediaLimits) {
    let facts = items.enumerated().map { position, item -> MediaFacts? in
      item.string.flatMap { files.facts(of: $0, at: path + [.index(position)]) }
    }
    for bound in limits.exceededTotals(by: facts) { report(.mediaTotal(bound), value) }
  }

  private mutating func checkMembers(_ value: JSON, _ fields: [SchemaField], of node: SchemaNode) {
    let members = value.object ?? [:]
    for field in fields {
      if let member = members[field.name] {
        check(member, field.node, at: .name(field.name), isRequired: field.isRequired)
      } else if field.isRequired {
        report(.missing, .null, at: .name(field.name))
      }
    }
    if let kind = node.media, let address = members["url"]?.string {
      path.append(.name("url"))
      checkFile(address, kind, node.mediaLimits)
      path.removeLast()
    }
    // An object without any declared member says nothing about its members.
    if node.allowsOtherMembers || fields.isEmpty { return }
    let known = fields.map(\.name)
    let isKnown = Set(known)
    for (name, member) in members where !isKnown.contains(name) && issues.count < Self.maximumIssues {
      let nearest = NearestFields.of(name, among: fields.filter { members[$0.name] == nil })
      report(.unknownField(nearest: nearest, known: known), member, at: .name(name))
    }
  }

  private mutating func checkValues(_ value: JSON, _ member: SchemaNode) {
    for (name, element) in value.object ?? [:] { check(element, member, at: .name(name)) }
  }

  /// A value fits when any branch fits; else the problems with the closest one are the ones to tell.
  private mutating func checkBranches(_ value: JSON, _ branches: [SchemaNode]) {
    // What leads back to the union itself without anything between adds nothing to it.
    let branches = branches.compactMap { if case .recursive = $0.shape { target(of: $0) } else { $0 } }
    if let members = value.object, let tag = BranchTag(branches) { return checkTagged(value, members, branches, tag) }
    let fitting = branches.filter { branch in
      let types = branch.valueTypes
      return types.isEmpty || types.contains { $0.includes(value) }
    }
    let sets = fitting.map(\.closedSet)
    if !sets.isEmpty, !sets.contains([]) {
      let allowed = sets.flatMap(\.self)
      let members = branches.first { !$0.fields.isEmpty }?.fields.map(\.name) ?? []
      if !allowed.contains(value) { report(.notAllowed(allowed: allowed, members: members), value) }
      return
    }
    var closest: [ValidationIssue]?
    for branch in fitting {
      var checker = ValueChecker(at: self)
      checker.check(value, branch)
      (checks, steps, isIncomplete) = (checker.checks, checker.steps, checker.isIncomplete)
      if !checker.issues.contains(where: { $0.severity == .error }) {
        issues += checker.issues
        return
      }
      if closest.map({ checker.issues.count < $0.count }) ?? true { closest = checker.issues }
    }
    issues += closest ?? []
  }

  /// A member tells which branch is meant, so that the problems with that one are the ones to tell.
  private mutating func checkTagged(
    _ value: JSON,
    _ members: JSONObject,
    _ branches: [SchemaNode],
    _ tag: BranchTag
  ) {
    guard let given = members[tag.name], !given.isNull else {
      if let branch = tag.fallback { return check(value, branches[branch]) }
      return report(.missing, .null, at: .name(tag.name))
    }
    guard let branch = tag.branches[given] else {
      return report(.notAllowed(allowed: tag.values), given, at: .name(tag.name))
    }
    check(value, branches[branch])
  }

  private mutating func check(
    _ value: JSON,
    _ node: SchemaNode,
    at step: JSONStep,
    isRequired: Bool = false
  ) {
    path.append(step)
    check(value, node, isRequired: isRequired)
    path.removeLast()
  }

  private mutating func report(_ problem: ValidationProblem, _ value: JSON, at step: JSONStep? = nil) {
    issues.append(ValidationIssue(path: path + (step.map { [$0] } ?? []), problem: problem, value: value))
  }
}

extension SchemaNode {
  /// Whether nothing is inside it that could lead back to it.
  fileprivate var isScalar: Bool {
    switch shape {
    case .any, .boolean, .integer, .number, .text, .recursive: true
    case .list, .map, .object, .union: false
    }
  }
}
