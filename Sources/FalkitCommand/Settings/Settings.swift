import FalCore
import FalRegistry
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is decided by option, else by variable, else by the project's file, else by the user's, else by falkit.
final class Settings: Sendable {
  let options: ParsedOptions
  /// The file of the project, when there is one.
  let project: SettingsFile?
  /// The user's own file, when there is one.
  let user: SettingsFile?
  /// Where the user's own file is, or would be; `nil` without a home.
  let userPath: String?
  /// Why a file could not be used; its settings are missing then.
  let problem: RunError?

  /// Reads the files.
  init(_ options: ParsedOptions) {
    self.options = options
    var problem: RunError?
    func read(_ path: String?, _ owner: SettingsFile.Owner) -> SettingsFile? {
      guard let path else { return nil }
      do throws(RunError) {
        return try SettingsFile(path, owner)
      } catch {
        problem = problem ?? error
        return nil
      }
    }
    let named = options.value(.config)
    userPath = named ?? UserFolder.config.path().map { "\($0)/config.json" }
    user = read(userPath, .user)
    if let named, user == nil, problem == nil {
      problem = RunError(
        .config,
        "there is no file \(named)",
        hint: "falkit config set KEY VALUE --config \(named)"
      )
    }
    project = read(FilePath.workingFolder.flatMap(SettingsFile.projectPath), .project)
    self.problem = problem
  }

  /// What a setting is, and who decided so; `nil` when nobody did.
  ///
  /// - Throws: `RunError` with exit code 64 for an option or a variable that cannot be.
  func value(of setting: Setting) throws(RunError) -> (text: String, origin: SettingOrigin)? {
    if let option = setting.option, options.has(option) {
      if case .flag = setting.kind { return ("true", .option(option)) }
      return try checked(options.value(option) ?? "", "--\(option)", setting, .option(option))
    }
    if let variable = setting.variable, let text = ProcessEnvironment.value(variable), mayBe(text, setting) {
      return try checked(text, variable, setting, .variable(variable))
    }
    if let project, let text = project.values[setting.name] { return (text, .project(project.path)) }
    if let user, let text = user.values[setting.name] { return (text, .user(user.path)) }
    return setting.standard.map { ($0, .standard) }
  }

  /// What to say about names in files that are not used.
  var remarks: [String] {
    var remarks: [String] = []
    for file in [user, project].compactMap(\.self) where file.isForeign {
      remarks.append("\(file.path) is not used: it is another user's, or everybody may change it")
    }
    if let user {
      remarks += user.unknown.prefix(Self.mostNames).map { name in
        let nearest = NearestNames.of(name, among: Setting.all.map(\.name)).first
        return "\(user.path): falkit \(FalVersion.current) has no setting '\(name.prefix(40))', which is not used"
          + (nearest.map { "; is \($0) meant?" } ?? "")
      }
    }
    if let project, !project.refused.isEmpty {
      let allowed = Setting.all.filter(\.isForProjects).map(\.name).joined(separator: ", ")
      let refused = project.refused.prefix(Self.mostNames).map { $0.prefix(40) }.joined(separator: ", ")
      remarks.append("\(project.path): not used: \(refused); a project may decide only \(allowed)")
    }
    return remarks
  }

  private static let mostNames = 8

  /// A variable that is empty is not set, except where nothing is a decision.
  private func mayBe(_ text: String, _ setting: Setting) -> Bool {
    if case .program = setting.kind { return true }
    return !text.isEmpty
  }

  private func checked(
    _ text: String,
    _ name: String,
    _ setting: Setting,
    _ origin: SettingOrigin
  ) throws(RunError) -> (text: String, origin: SettingOrigin) {
    guard setting.kind.allows(text) else { throw .usage("\(name) takes \(setting.kind.allowed), not '\(text)'") }
    return (text, origin)
  }
}
