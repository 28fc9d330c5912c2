import FalJSON
import FalSchema

/// What the cases of a union are called: by their types, and where those are alike, by what tells them apart.
enum BranchLabels {
  /// A label for each branch, all distinct.
  static func of(_ branches: [SchemaNode]) -> [String] {
    // From the plainest to the one that says most.
    let candidates = branches.map { branch in self.candidates(for: branch, among: branches) }
    var chosen = candidates.map { $0.first ?? "value" }
    for attempt in 1...2 where Set(chosen).count < chosen.count {
      var counts: [String: Int] = [:]
      for label in chosen { counts[label, default: 0] += 1 }
      for (position, label) in chosen.enumerated() where counts[label, default: 0] > 1 {
        let own = candidates[position]
        chosen[position] = own[min(attempt, own.count - 1)]
      }
    }
    var taken: Set<String> = []
    return chosen.map { label in
      let unique = Identifier.unique(label, among: taken)
      taken.insert(unique)
      return unique
    }
  }

  private static func candidates(for node: SchemaNode, among branches: [SchemaNode]) -> [String] {
    switch node.shape {
    case .any: return [ComponentName.words(node.componentName) ?? "any"]
    case .boolean: return ["boolean"]
    case .integer: return ["integer"]
    case .number: return ["number"]
    case .text: return [node.media == nil ? "string" : "file"]
    case .list(let item): return ["list", "\(candidates(for: item, among: []).last ?? "") list"]
    case .map(let item): return ["map", "\(candidates(for: item, among: []).last ?? "") map"]
    case .union: return ["union"]
    case .recursive(let component): return [ComponentName.words(component) ?? component, component]
    case .object(let fields):
      if let component = node.componentName, !fields.isEmpty {
        return [ComponentName.words(component) ?? component, component]
      }
      return ["object"] + [mark(of: fields, among: branches)].compactMap(\.self)
    }
  }

  /// What tells an object from others: the only value that one of its members can have, else a member that others lack.
  private static func mark(of fields: [SchemaField], among branches: [SchemaNode]) -> String? {
    if let field = fields.first(where: { $0.isRequired && $0.node.allowedValues.count == 1 }),
      let value = field.node.allowedValues[0].string, !value.isEmpty
    {
      return value
    }
    let known = branches.map { Set($0.fields.map(\.name)) }
    let own = fields.first { field in known.count { $0.contains(field.name) } <= 1 } ?? fields.first
    return own.map { "object with \($0.name)" }
  }
}
