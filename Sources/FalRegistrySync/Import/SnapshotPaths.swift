import FalCore
import FalRegistry

/// Decides under which path each endpoint's snapshot is stored.
///
/// A path is the id in lower case. File systems that do not tell case apart must hold every registry, so ids that would
/// share a path, or whose file would bear the name of another id's folder, get `~` and six digits of the id's hash.
enum SnapshotPaths {
  /// The path of each id, below the registry's folder.
  static func assigned(to ids: [String]) -> [String: String] {
    let byLowercase = Dictionary(grouping: ids) { $0.lowercased() }
    var folders: Set<String> = []
    for id in byLowercase.keys {
      let segments = id.split(separator: "/")
      for count in segments.indices.dropFirst() { folders.insert(segments[..<count].joined(separator: "/")) }
    }
    func path(_ name: String) -> String { "\(RegistryFolder.snapshotsPath)/\(name).json" }
    var paths: [String: String] = [:]
    var others: [(id: String, lowercase: String)] = []
    for (lowercase, group) in byLowercase {
      // The id that is written in lower case keeps the plain path; without one, the first in order does.
      let keeper = group.contains(lowercase) ? lowercase : group.min()
      for id in group {
        if id == keeper, !folders.contains(lowercase + ".json") {
          paths[id] = path(lowercase)
        } else {
          others.append((id, lowercase))
        }
      }
    }
    var taken = Set(paths.values)
    for (id, lowercase) in others.sorted(on: \.id) {
      let hash = StableHash.hex(id.utf8)
      // Six digits, unless somebody's id looks just like that.
      let names = (6...hash.utf8.count).lazy.map { path("\(lowercase)~\(hash.prefix($0))") }
      let free = names.first { taken.insert($0).inserted }
      paths[id] = free ?? path("\(lowercase)~\(hash)~\(taken.count)")
    }
    return paths
  }
}
