import FalCore
import FalRegistry
import FalRunner
import FalSystem

/// A file of settings: the user's own, or that of a project.
struct SettingsFile: Sendable {
  enum Owner: Sendable {
    case user
    /// Whoever wrote the project; that may be a stranger.
    case project
  }

  let path: String
  let owner: Owner
  /// The text of each setting, by name.
  private(set) var values: [String: String] = [:]
  /// The names that a project may not decide, and that are not used.
  private(set) var refused: [String] = []
  /// Whether it is somebody else's, or everybody may change it: nothing in it is used then.
  private(set) var isForeign = false
  /// The names that this version of falkit does not know, which a newer one may have written.
  private(set) var unknown: [String] = []

  /// Reads a file; `nil` when there is none.
  ///
  /// - Throws: `RunError` with exit code 78 that names the file, the setting and what it takes.
  init?(_ path: String, _ owner: Owner) throws(RunError) {
    self.path = path
    self.owner = owner
    if let status = FileStatus(path), status.kind == .file, !status.isTrustworthy {
      isForeign = true
      return
    }
    guard let members = try Self.members(of: path) else { return nil }
    for (name, json) in members {
      let setting = Setting.all.first { $0.name == name }
      if owner == .project, setting?.isForProjects != true {
        refused.append(name)
        continue
      }
      guard let setting else {
        unknown.append(name)
        continue
      }
      values[name] = try text(of: setting, json)
    }
  }

  /// What a file holds, unchecked; `nil` when there is none.
  ///
  /// - Throws: `RunError` with exit code 78.
  static func members(of path: String) throws(RunError) -> JSONObject? {
    guard let file = try SmallFile(path) else { return nil }
    do throws(JSONParseError) {
      let json = try JSON(parsing: file.bytes, duplicateNames: .reject)
      if let members = json.object { return members }
    } catch {
      throw RunError(.config, "\(path) is not JSON: \(error)")
    }
    throw RunError(.config, "\(path) must hold an object, as in {\"jobs\": 4}")
  }

  private func text(of setting: Setting, _ json: JSON) throws(RunError) -> String {
    guard let text = setting.kind.text(json), setting.kind.allows(text) else {
      throw RunError(
        .config,
        "\(path): \(setting.name) takes \(setting.kind.allowed), not \(json.text().prefix(60))"
      )
    }
    if owner == .project, case .path = setting.kind, !ProjectBoundary.isInside(text) {
      throw RunError(
        .config,
        "\(path): \(setting.name) must stay inside the project: a path without .. that does not begin with / or ~"
      )
    }
    return text
  }
}

extension SettingsFile {
  static let projectName = ".falkit.json"

  /// The path of the nearest project's file, looked for from a folder upwards; `nil` when there is none.
  static func projectPath(from folder: String) -> String? {
    var folder = folder[...]
    // Deeper folders than this are nobody's project.
    for _ in 0..<128 {
      let path = folder.hasSuffix("/") ? folder + projectName : "\(folder)/\(projectName)"
      if FilePath.exists(String(path)) { return String(path) }
      guard let slash = folder.lastIndex(of: "/"), folder.count > 1 else { return nil }
      folder = slash == folder.startIndex ? "/" : folder[..<slash]
    }
    return nil
  }
}
