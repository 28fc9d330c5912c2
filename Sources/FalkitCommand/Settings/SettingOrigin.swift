/// Who decided a setting.
enum SettingOrigin: Sendable, Hashable {
  case option(OptionName)
  case variable(String)
  /// The file of a project.
  case project(String)
  /// The user's own file.
  case user(String)
  case standard

  var words: String {
    switch self {
    case .option(let name): "--\(name)"
    case .variable(let name): name
    case .project(let path), .user(let path): path
    case .standard: "default"
    }
  }

  /// The stable word for programs.
  var name: String {
    switch self {
    case .option: "option"
    case .variable: "environment"
    case .project: "project"
    case .user: "user"
    case .standard: "default"
    }
  }
}
