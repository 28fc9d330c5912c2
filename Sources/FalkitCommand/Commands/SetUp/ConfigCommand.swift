import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let config = CommandDefinition(
    name: "config",
    group: .setUp,
    summary: "Show and change settings.",
    details: [
      "An option decides, else a variable of the environment, else .falkit.json in the nearest folder above, else the "
        + "user's own file, else falkit.",
      "A project's file may decide only \(Setting.all.filter(\.isForProjects).map(\.name).joined(separator: ", ")): it "
        + "runs no program, takes no key, and changes no host.",
    ] + Setting.all.map { "\($0.name): \($0.summary) It takes \($0.kind.allowed)." },
    subcommands: [configList, configGet, configSet, configUnset, configPath]
  )

  private static let configList = CommandDefinition(
    name: "list",
    group: .setUp,
    summary: "Show all settings, and who decided them.",
    mendsSettings: true,
    run: ConfigCommand.list
  )

  private static let configGet = CommandDefinition(
    name: "get",
    group: .setUp,
    summary: "Print a setting; exit code 1 when nobody has decided it.",
    arguments: [ConfigCommand.key],
    exitCodes: [.ok, .failed, .usage, .config],
    run: ConfigCommand.get
  )

  private static let configSet = CommandDefinition(
    name: "set",
    group: .setUp,
    summary: "Decide a setting, in the user's own file.",
    arguments: [
      ConfigCommand.key, ArgumentDefinition(name: "VALUE", summary: "What it is from now on.", values: .settingValue),
    ],
    examples: [Example(command: "falkit config set timeout 20m", meaning: "wait longer for results")],
    exitCodes: [.ok, .usage, .cannotWrite, .config],
    mendsSettings: true,
    run: ConfigCommand.set
  )

  private static let configUnset = CommandDefinition(
    name: "unset",
    group: .setUp,
    summary: "No longer decide a setting, in the user's own file; any name that is there can be removed.",
    arguments: [ConfigCommand.key],
    exitCodes: [.ok, .usage, .cannotWrite, .config],
    mendsSettings: true,
    run: ConfigCommand.unset
  )

  private static let configPath = CommandDefinition(
    name: "path",
    group: .setUp,
    summary: "Print where the user's own file is.",
    mendsSettings: true,
    run: ConfigCommand.path
  )
}

enum ConfigCommand {
  static let key = ArgumentDefinition(
    name: "KEY",
    summary: "The name of a setting.",
    values: .choices(Setting.all.map(\.name))
  )

  static func list(_ invocation: Invocation) throws -> ExitCode {
    let (settings, console) = (invocation.settings, invocation.console)
    let values = try Setting.all.map { (setting: $0, value: try settings.value(of: $0)) }
    switch console.mode {
    case .json:
      try console.print([
        "settings": .array(values.map { json($0.setting, $0.value) }),
        "user": settings.userPath.map(JSON.string) ?? .null,
        "project": settings.project.map { .string($0.path) } ?? .null,
        "not_used": .array(settings.project?.refused.map(JSON.string) ?? []),
      ])
    case .plain:
      for (setting, value) in values {
        let columns = [setting.name, value?.text ?? "", value?.origin.words ?? ""]
        try console.print(columns.map(TerminalText.text).joined(separator: "\t"))
      }
    case .human:
      let rows = values.map { [$0.name, $1?.text ?? "-", $1?.origin.words ?? "-"].map(TerminalText.text) }
      try console.print(
        TextLayout.table(["SETTING", "VALUE", "FROM"], rows, width: console.width, style: console.style)
      )
    }
    if let problem = settings.problem { throw problem }
    return .ok
  }

  static func get(_ invocation: Invocation) throws -> ExitCode {
    let setting = try setting(invocation.arguments[0])
    let value = try invocation.settings.value(of: setting)
    if invocation.console.mode == .json {
      try invocation.console.print(json(setting, value))
    } else if let value {
      try invocation.console.print(TerminalText.text(value.text))
    }
    return value == nil ? .failed : .ok
  }

  static func set(_ invocation: Invocation) throws -> ExitCode {
    let setting = try setting(invocation.arguments[0])
    let text = invocation.arguments[1]
    guard setting.kind.allows(text) else {
      throw RunError.usage("\(setting.name) takes \(setting.kind.allowed), not '\(text)'")
    }
    let value = setting.kind.json(text)
    try change(invocation) { $0[setting.name] = value }
    let console = invocation.console
    if console.mode == .json { try console.print(["name": .string(setting.name), "value": value]) }
    return .ok
  }

  static func unset(_ invocation: Invocation) throws -> ExitCode {
    let name = invocation.arguments[0]
    let path = try userPath(invocation)
    // Also what an older or newer falkit, or a slip, has left there.
    if try SettingsFile.members(of: path)?[name] == nil { _ = try setting(name) }
    try change(invocation) { $0[name] = nil }
    let console = invocation.console
    if console.mode == .json { try console.print(["name": .string(name), "value": .null]) }
    return .ok
  }

  static func path(_ invocation: Invocation) throws -> ExitCode {
    let path = try userPath(invocation)
    let console = invocation.console
    if console.mode == .json {
      try console.print([
        "user": .string(path), "project": invocation.settings.project.map { .string($0.path) } ?? .null,
      ])
    } else {
      try console.print(TerminalText.text(path))
    }
    return .ok
  }

  private static func change(_ invocation: Invocation, _ edit: (inout JSONObject) -> Void) throws {
    let path = try userPath(invocation)
    let old = try SettingsFile.members(of: path) ?? JSONObject()
    var members = old
    edit(&members)
    if members != old { try PrivateFile.replace(path, with: Array((JSON.object(members).text(.readable) + "\n").utf8)) }
  }

  private static func userPath(_ invocation: Invocation) throws(RunError) -> String {
    guard let path = invocation.settings.userPath else {
      throw RunError(.config, "there is no place for settings: set HOME, or FALKIT_HOME to any folder")
    }
    return path
  }

  private static func setting(_ name: String) throws(RunError) -> Setting {
    if let setting = Setting.all.first(where: { $0.name == name }) { return setting }
    let names = Setting.all.map(\.name)
    throw .usage(
      "there is no setting '\(name)'",
      suggestions: NearestNames.of(name, among: names),
      hint: "falkit config list"
    )
  }

  private static func json(_ setting: Setting, _ value: (text: String, origin: SettingOrigin)?) -> JSON {
    [
      "name": .string(setting.name), "value": value.map { setting.kind.json($0.text) } ?? .null,
      "origin": value.map { .string($0.origin.name) } ?? .null,
      "from": value.map { .string($0.origin.words) } ?? .null,
    ]
  }
}
