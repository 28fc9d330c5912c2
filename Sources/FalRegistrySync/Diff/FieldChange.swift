import FalCore
import FalRegistry
import FalSchema

/// One thing that a model takes or returns differently than before.
package struct FieldChange: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case added
    case removed
    case required
    case optional
    case type
    case values
    case limits
    case defaultValue = "default"
  }

  /// Where it is: `input.loras[].scale`.
  package let path: String
  package let kind: Kind
  /// What it was, and what it is now, for people.
  package let old: String
  package let new: String
  /// Of lists of values, what they have not in common: they can be long, and differ by one.
  package var difference: String?
  /// What it means for those who send and read JSON.
  package let impact: Impact

  /// The change in words.
  package var description: String {
    switch kind {
    case .added: "\(path): new, \(new)"
    case .removed: "\(path): gone, was \(old)"
    case .required: "\(path): must be given now"
    case .optional: "\(path): need not be given any longer"
    case .type, .values, .limits: "\(path): \(difference ?? "\(new), was \(old)")"
    case .defaultValue: "\(path): \(new.isEmpty ? "no default" : "default \(new)"), was \(old.isEmpty ? "none" : old)"
    }
  }
}

/// Compares what a model takes and returns.
struct FieldComparison {
  /// Whether values are sent; else they are received.
  let isInput: Bool
  private(set) var changes: [FieldChange] = []

  /// So deep that nobody reads on; recursive schemas end before.
  private static let deepest = 12

  /// The changes from one schema to another.
  static func changes(from old: ModelSchema, to new: ModelSchema) -> [FieldChange] {
    var input = FieldComparison(isInput: true)
    input.compare(old.input, new.input, "input", 0)
    var output = FieldComparison(isInput: false)
    output.compare(old.output, new.output, "output", 0)
    return input.changes + output.changes
  }

  init(isInput: Bool) { self.isInput = isInput }

  private mutating func note(
    _ kind: FieldChange.Kind,
    _ path: String,
    _ old: String,
    _ new: String,
    _ impact: Impact,
    difference: String? = nil
  ) {
    changes.append(FieldChange(path: path, kind: kind, old: old, new: new, difference: difference, impact: impact))
  }

  private mutating func compare(_ old: SchemaNode, _ new: SchemaNode, _ path: String, _ depth: Int) {
    guard old != new, depth < Self.deepest else { return }
    guard old.outline == new.outline else {
      let widened = isInput ? new.outline == "any" : old.outline == "any"
      return note(.type, path, old.words, new.words, widened ? .minor : .major)
    }
    compareValues(old, new, path)
    if old.limits != new.limits {
      note(
        .limits,
        path,
        old.limits.words,
        new.limits.words,
        isInput && !new.limits.contains(old.limits) ? .major : .minor
      )
    }
    if old.defaultValue != new.defaultValue {
      note(.defaultValue, path, old.defaultValue?.text() ?? "", new.defaultValue?.text() ?? "", .minor)
    }
    if old.isNullable != new.isNullable {
      let impact: Impact = new.isNullable == isInput ? .minor : .major
      note(.type, path, old.words, new.words, impact)
    }
    switch (old.shape, new.shape) {
    case (.object(let before), .object(let after)): compare(before, after, path, depth)
    case (.list(let before), .list(let after)): compare(before, after, "\(path)[]", depth + 1)
    case (.map(let before), .map(let after)): compare(before, after, "\(path).*", depth + 1)
    case (.union(let before), .union(let after)):
      for (before, after) in zip(before, after) { compare(before, after, path, depth + 1) }
    default: break
    }
  }

  private mutating func compareValues(_ old: SchemaNode, _ new: SchemaNode, _ path: String) {
    let (before, after) = (Set(old.allowedValues), Set(new.allowedValues))
    guard before != after else { return }
    func list(_ values: [JSON]) -> String {
      values.isEmpty ? "any value" : values.map { $0.text() }.joined(separator: ", ")
    }
    let isNarrower = !after.isEmpty && (before.isEmpty || !before.isSubset(of: after))
    let (gone, come) = (
      old.allowedValues.filter { !after.contains($0) }, new.allowedValues.filter { !before.contains($0) }
    )
    let parts = (gone.isEmpty ? [] : ["without \(list(gone))"]) + (come.isEmpty ? [] : ["with \(list(come))"])
    note(
      .values,
      path,
      list(old.allowedValues),
      list(new.allowedValues),
      isInput && isNarrower ? .major : .minor,
      difference: before.isDisjoint(with: after) ? nil : "values \(parts.joined(separator: ", "))"
    )
  }

  private mutating func compare(_ old: [SchemaField], _ new: [SchemaField], _ path: String, _ depth: Int) {
    let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
    for field in old where after[field.name] == nil {
      note(.removed, "\(path).\(field.name)", field.node.words, "", .major)
    }
    for field in new {
      let place = "\(path).\(field.name)"
      guard let known = before[field.name] else {
        let word = field.isRequired && isInput ? "must be given, " : ""
        note(.added, place, "", word + field.node.words, field.isRequired && isInput ? .major : .minor)
        continue
      }
      if known.isRequired != field.isRequired {
        note(field.isRequired ? .required : .optional, place, "", "", field.isRequired == isInput ? .major : .minor)
      }
      compare(known.node, field.node, place, depth + 1)
    }
  }
}

extension SchemaNode {
  /// What kind of value it is, without what is inside objects and lists.
  fileprivate var outline: String {
    if let media { return "file \(media.rawValue)" }
    switch shape {
    case .any: return "any"
    case .boolean: return "yes/no"
    case .integer: return "integer"
    case .number: return "number"
    case .text: return "text"
    case .list: return "list"
    case .object: return "object"
    case .map: return "map"
    case .union(let branches): return "union of " + branches.map(\.outline).joined(separator: ", ")
    case .recursive(let name): return name
    }
  }

  /// The same for people.
  fileprivate var words: String {
    var words = media.map(\.rawValue) ?? outline
    if case .list(let item) = shape { words = "list of \(item.words)" }
    return isNullable ? words + " or null" : words
  }
}

extension SchemaLimits {
  /// The limits in words.
  fileprivate var words: String {
    var words: [String] = []
    if let minimum { words.append("at least \(minimum)") }
    if let exclusiveMinimum { words.append("above \(exclusiveMinimum)") }
    if let maximum { words.append("at most \(maximum)") }
    if let exclusiveMaximum { words.append("below \(exclusiveMaximum)") }
    if let multipleOf { words.append("a multiple of \(multipleOf)") }
    if let minimumLength { words.append("at least \(minimumLength) characters") }
    if let maximumLength { words.append("at most \(maximumLength) characters") }
    if let pattern { words.append("like \(pattern)") }
    if let minimumItems { words.append("at least \(minimumItems) items") }
    if let maximumItems { words.append("at most \(maximumItems) items") }
    if hasUniqueItems { words.append("each item once") }
    return words.isEmpty ? "no limits" : words.joined(separator: ", ")
  }

  /// Whether everything is allowed that other limits allow, as far as numbers tell.
  fileprivate func contains(_ other: SchemaLimits) -> Bool {
    func least(_ own: Double?, _ others: Double?) -> Bool { own == nil || others.map { $0 >= own ?? $0 } ?? false }
    func most(_ own: Double?, _ others: Double?) -> Bool { own == nil || others.map { $0 <= own ?? $0 } ?? false }
    return least(minimum?.double, other.minimum?.double) && most(maximum?.double, other.maximum?.double)
      && least(exclusiveMinimum?.double, other.exclusiveMinimum?.double)
      && most(exclusiveMaximum?.double, other.exclusiveMaximum?.double)
      && (multipleOf == nil || multipleOf == other.multipleOf) && (pattern == nil || pattern == other.pattern)
      && least(minimumLength.map(Double.init), other.minimumLength.map(Double.init))
      && most(maximumLength.map(Double.init), other.maximumLength.map(Double.init))
      && least(minimumItems.map(Double.init), other.minimumItems.map(Double.init))
      && most(maximumItems.map(Double.init), other.maximumItems.map(Double.init))
      && (!hasUniqueItems || other.hasUniqueItems)
  }
}
