import FalCore
import FalRegistry

/// A digest of which endpoints a target of falkit has, of their snapshots and of their names.
///
/// falkit's own registry keeps it in a file for each target. The plugin declares that file as what a target depends on,
/// and not the index and the names, which change with every endpoint: so a change makes one target stale.
enum ModuleDigest {
  /// The folder of the files, below the registry.
  static let folder = "digests"

  /// The path of a target's file below the registry.
  static func path(of target: String) -> String { "\(folder)/\(target)" }

  /// The digest of endpoints, sorted by id, and of their names.
  static func of(
    _ records: [EndpointRecord],
    names: (String) throws(RegistryError) -> JSON
  ) throws(RegistryError) -> String {
    var fingerprint = Fingerprint()
    for record in records {
      for text in [record.id, record.name, record.category, record.status.rawValue, record.snapshot?.digest ?? ""] {
        fingerprint.combine(text)
      }
      combine(try names(record.id), into: &fingerprint)
    }
    return fingerprint.text
  }

  private static func combine(_ json: JSON, into fingerprint: inout Fingerprint) {
    if let text = json.string { fingerprint.combine(text) }
    for (name, value) in json.object ?? [:] {
      fingerprint.combine(name)
      combine(value, into: &fingerprint)
    }
  }
}
