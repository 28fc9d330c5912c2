import FalCore

/// The commands as JSON, for programs that drive falkit.
enum HelpJSON {
  /// All of falkit.
  static func program(_ commands: [CommandDefinition]) -> JSON {
    [
      "name": "falkit",
      "version": .string(FalVersion.current),
      "commands": .array(commands.map { of($0, path: [$0.name]) }),
      "global_options": .array(GlobalOptions.all.map(option)),
      "environment": .array(
        EnvironmentVariable.all.map {
          ["names": .array($0.names.map(JSON.string)), "summary": .string($0.summary)]
        }
      ),
      "files": .array(FileLocation.all.map { ["path": .string($0.path), "summary": .string($0.summary)] }),
      "exit_codes": exitCodes(ExitCode.allCases),
    ]
  }

  /// One command.
  static func of(_ command: CommandDefinition, path: [String]) -> JSON {
    var json: JSON = [
      "name": .string(path.joined(separator: " ")),
      "summary": .string(command.summary),
      "usage": .string(command.usage(path)),
      "details": .array(command.details.map(JSON.string)),
      "arguments": .array(command.arguments.map(argument)),
      "options": .array(command.options.map(option)),
      "examples": .array(command.examples.map { ["command": .string($0.command), "meaning": .string($0.meaning)] }),
      "exit_codes": exitCodes(command.exitCodes),
    ]
    if !command.subcommands.isEmpty {
      json["commands"] = .array(command.subcommands.map { of($0, path: path + [$0.name]) })
    }
    return json
  }

  private static func argument(_ argument: ArgumentDefinition) -> JSON {
    [
      "name": .string(argument.name),
      "summary": .string(argument.summary),
      "required": .bool(!argument.isOptional),
      "repeats": .bool(argument.repeats),
      "values": values(argument.values),
    ]
  }

  private static func option(_ option: OptionDefinition) -> JSON {
    [
      "name": .string("--\(option.name)"),
      "short": option.short.map { .string("-\($0)") } ?? .null,
      "value": option.value.map(JSON.string) ?? .null,
      "summary": .string(option.summary),
      "repeats": .bool(option.repeats),
      "default": option.defaultText.map(JSON.string) ?? .null,
      "values": values(option.values),
    ]
  }

  /// The allowed values, or the name of the kind of value.
  private static func values(_ source: ValueSource) -> JSON {
    switch source {
    case .choices(let choices): .array(choices.map(JSON.string))
    case .text: "text"
    case .endpoint: "endpoint"
    case .category: "category"
    case .owner: "owner"
    case .field: "field"
    case .assignment: "assignment"
    case .request: "request"
    case .command: "command"
    case .settingValue: "setting"
    case .file: "file"
    }
  }

  private static func exitCodes(_ codes: [ExitCode]) -> JSON {
    .array(
      codes.map {
        ["code": .number(JSONNumber($0.rawValue)), "name": .string($0.name), "meaning": .string($0.meaning)]
      }
    )
  }
}
