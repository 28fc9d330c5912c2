import FalCore
import FalMedia

/// Compares a value with its schema and collects what does not fit.
struct ValueChecker {
  /// Beyond this depth values are taken as they are; no model goes half as deep, and stacks of threads are small.
  private static let maximumDepth = 40
  /// More than anybody reads; after so many the rest is not looked at.
  private static let maximumIssues = 200

  private(set) var issues: [ValidationIssue] = []
  private let files: InputFiles
  private var path: [ValidationIssue.Step]
  private var depth: Int

  init(files: InputFiles = InputFiles()) {
    self.files = files
    path = []
    depth = 0
  }

  /// Goes on where another is, without what that one found.
  private init(at checker: ValueChecker) {
    files = checker.files
    path = checker.path
    depth = checker.depth
  }

  mutating func check(_ value: JSON, _ node: SchemaNode, isRequired: Bool = false) {
    guard depth < Self.maximumDepth, issues.count < Self.maximumIssues else { return }
    depth += 1
    defer { depth -= 1 }
    let types = node.valueTypes
    if value.isNull {
      if !node.isNullable, !types.isEmpty { report(.null(expected: types, isRequired: isRequired), value) }
    } else if !node.allowedValues.isEmpty {
      if !node.allowedValues.contains(value) { report(.notAllowed(allowed: node.allowedValues), value) }
    } else if !types.isEmpty, !types.contains(where: { $0.includes(value) }) {
      report(.wrongType(expected: types), value)
    } else {
      checkContents(value, node)
    }
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
  }

  private mutating func checkFile(_ text: String, _ kind: MediaKind, _ limits: MediaLimits) {
    let value = JSON.string(text)
    if let facts = files.facts(of: text, at: path) {
      for problem in limits.problems(with: facts, kind, field: fieldName) { report(problem, value) }
    } else if !MediaReference.isAddress(text) {
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
      let nearest = NearestNames.of(name, among: known.filter { members[$0] == nil })
      report(.unknownField(nearest: nearest, known: known), member, at: .name(name))
    }
  }

  private mutating func checkValues(_ value: JSON, _ member: SchemaNode) {
    for (name, element) in value.object ?? [:] { check(element, member, at: .name(name)) }
  }

  /// A value fits when any branch fits; else the problems with the closest one are the ones to tell.
  private mutating func checkBranches(_ value: JSON, _ branches: [SchemaNode]) {
    var closest: [ValidationIssue]?
    for branch in branches {
      let types = branch.valueTypes
      guard types.isEmpty || types.contains(where: { $0.includes(value) }) else { continue }
      var checker = ValueChecker(at: self)
      checker.check(value, branch)
      if !checker.issues.contains(where: { $0.severity == .error }) {
        issues += checker.issues
        return
      }
      if closest.map({ checker.issues.count < $0.count }) ?? true { closest = checker.issues }
    }
    issues += closest ?? []
  }

  private mutating func check(
    _ value: JSON,
    _ node: SchemaNode,
    at step: ValidationIssue.Step,
    isRequired: Bool = false
  ) {
    path.append(step)
    check(value, node, isRequired: isRequired)
    path.removeLast()
  }

  private mutating func report(_ problem: ValidationProblem, _ value: JSON, at step: ValidationIssue.Step? = nil) {
    issues.append(ValidationIssue(path: path + (step.map { [$0] } ?? []), problem: problem, value: value))
  }
}
