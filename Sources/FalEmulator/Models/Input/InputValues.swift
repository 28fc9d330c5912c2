import FalCore
import FalRegistry

/// The values of an input, and the service's defaults for those that were not given.
struct InputValues: Sendable {
  let json: JSON
  let fields: [SchemaField]

  private let defaults: [String: JSON]

  init(_ json: JSON, fields: [SchemaField]) {
    self.json = json
    self.fields = fields
    defaults = Dictionary(fields.compactMap { field in field.node.defaultValue.map { (field.name, $0) } }) { $1 }
  }

  /// What was given under a name; `nil` for `null` as well.
  func given(_ name: String) -> JSON? {
    json.object?[name].flatMap { $0.isNull ? nil : $0 }
  }

  /// What was given under a name, else the default.
  func value(_ name: String) -> JSON? {
    given(name) ?? defaults[name].flatMap { $0.isNull ? nil : $0 }
  }

  /// The first of several names under which something readable was given, else that has a default.
  func first<Value>(_ names: [String], _ read: (JSON) -> Value?) -> Value? {
    for name in names { if let found = given(name).flatMap(read) { return found } }
    for name in names { if let found = value(name).flatMap(read) { return found } }
    return nil
  }
}
