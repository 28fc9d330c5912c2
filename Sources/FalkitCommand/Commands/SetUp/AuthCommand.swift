import FalCore
import FalPlatform
import FalRunner
import FalSystem

extension CommandDefinition {
  static let auth = CommandDefinition(
    name: "auth",
    group: .setUp,
    summary: "Store a key on this machine, or remove it.",
    details: [
      "The key lies in a file that nobody but the user may read. A key of the environment or of --key-file wins over it."
    ],
    subcommands: [authSet, authStatus, authRemove]
  )

  private static let authSet = CommandDefinition(
    name: "set",
    group: .setUp,
    summary: "Store a key, after fal was asked whether it knows it.",
    details: [
      "Asks for the key, without showing what is typed. With --offline only the form of the key is looked at. The key is "
        + "never an argument: those are seen by everybody on the machine, and kept by shells."
    ],
    options: [
      OptionDefinition(name: .stdin, summary: "Read the key from standard input instead of asking for it."),
      OptionDefinition(name: .noCheck, summary: "Store it whatever it looks like, and whatever fal thinks of it."),
    ],
    examples: [
      Example(command: "falkit auth set", meaning: "type or paste the key"),
      Example(command: "pass show fal | falkit auth set --stdin", meaning: "take it from another program"),
    ],
    exitCodes: [.ok, .usage, .invalid, .unavailable, .cannotWrite, .auth],
    run: AuthCommand.set
  )

  private static let authStatus = CommandDefinition(
    name: "status",
    group: .setUp,
    summary: "Say which key is used, without asking fal; exit code 77 when there is none.",
    exitCodes: [.ok, .usage, .auth],
    run: AuthCommand.status
  )

  private static let authRemove = CommandDefinition(
    name: "remove",
    group: .setUp,
    summary: "Remove the stored key from this machine; at fal it stays valid.",
    exitCodes: [.ok, .usage, .cannotWrite],
    run: AuthCommand.remove
  )
}

enum AuthCommand {
  static func set(_ invocation: Invocation) throws -> ExitCode {
    if invocation.has(.local) { throw RunError.usage("a local fal needs no key, so that there is none to store") }
    if invocation.has(.keyFile) { throw RunError.usage("--key-file is of no use here", hint: "--stdin < FILE") }
    let credentials = try credentials(invocation)
    let message = try checked(credentials, invocation)
    let path = try StoredKey.replace(with: credentials)
    let console = invocation.console
    if console.mode == .json {
      try console.print([
        "stored": true, "path": .string(path), "id_end": credentials.idEnd.map(JSON.string) ?? .null,
        "message": .string(message),
      ])
      return .ok
    }
    let end = credentials.idEnd.map { " (id ends in \($0))" } ?? ""
    console.say("\(message); the key is stored in \(path)\(end)")
    if let used = try KeySource.find(invocation)?.source, used.words != path {
      console.say("it is not used as long as there is another, from \(used.words)")
    }
    return .ok
  }

  static func status(_ invocation: Invocation) throws -> ExitCode {
    let key = try KeySource.find(invocation)
    let console = invocation.console
    if console.mode == .json {
      try console.print([
        "source": key.map { .string($0.source.words) } ?? .null,
        "id_end": key?.credentials.idEnd.map(JSON.string) ?? .null,
        "stored": .bool(StoredKey.path.map(FilePath.exists) ?? false),
        "path": StoredKey.path.map(JSON.string) ?? .null,
      ])
    } else if let key {
      let end = key.credentials.idEnd.map { " (id ends in \($0))" } ?? ""
      let words = console.isQuiet ? key.source.words : "the key comes from \(key.source.words)\(end)"
      try console.print(TerminalText.text(words))
    } else {
      throw RunError.noKey
    }
    return key == nil ? .auth : .ok
  }

  static func remove(_ invocation: Invocation) throws -> ExitCode {
    let wasThere = try StoredKey.remove()
    if invocation.console.mode == .json {
      try invocation.console.print(["removed": .bool(wasThere)])
    } else {
      invocation.console.say(wasThere ? "the stored key is removed" : "there was no stored key")
    }
    return .ok
  }

  private static func credentials(_ invocation: Invocation) throws(RunError) -> FalCredentials {
    let text: String
    if invocation.has(.stdin) {
      text = String(decoding: try invocation.standardInput.read(for: "key"), as: UTF8.self)
    } else if Terminal.isTerminal(.input), Terminal.isTerminal(.error), !invocation.has(.noInput) {
      text = try HiddenInput.line(prompt: "key from https://fal.ai/dashboard/keys (not shown): ")
    } else {
      throw .usage("nobody can be asked for the key here", hint: "falkit auth set --stdin < FILE")
    }
    let credentials: FalCredentials
    do throws(FalError) {
      credentials = try FalCredentials(key: text)
    } catch {
      throw RunError(.invalid, error.message)
    }
    guard credentials.halves != nil || invocation.has(.noCheck) else {
      throw RunError(
        .invalid,
        "this is no key: those of fal have the form id:secret",
        hint: "--no-check, to store it all the same"
      )
    }
    return credentials
  }

  /// What is known of the key, when it is good enough to be stored.
  private static func checked(_ credentials: FalCredentials, _ invocation: Invocation) throws -> String {
    if invocation.has(.noCheck) || invocation.isOffline { return "fal was not asked" }
    let access = try FalAccess(invocation, key: (credentials, .file("-")))
    let check = try Waiting.run { try await access.client.checkKey() }
    guard check.outcome != .refused else {
      throw RunError(.auth, "\(check.message); nothing was stored", hint: "--no-check, to store it all the same")
    }
    return check.message
  }
}
