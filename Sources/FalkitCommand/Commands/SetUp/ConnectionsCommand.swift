import FalCore
import FalRunner

extension CommandDefinition {
  static let connections = CommandDefinition(
    name: "connections",
    group: .setUp,
    summary: "Manage the connections of a Maton account, for its gateway.",
    details: [
      "Where there is a MATON_API_KEY and no key of fal, requests go through Maton's gateway, which serves the queue. It "
        + "needs a connection, in which a key of fal is kept."
    ],
    subcommands: [connectionsList, connectionsCreate, connectionsGet, connectionsDelete]
  )

  private static let connectionExits: [ExitCode] = [.ok, .usage, .notFound, .unavailable, .tryLater, .auth, .config]

  private static let connectionID = ArgumentDefinition(name: "ID", summary: "The connection's id.")

  private static let connectionsList = CommandDefinition(
    name: "list",
    group: .setUp,
    summary: "List the connections that work.",
    options: [OptionDefinition(name: .all, summary: "Also those that wait for a key, or have ended.")],
    exitCodes: connectionExits,
    run: ConnectionsCommand.list
  )

  private static let connectionsCreate = CommandDefinition(
    name: "create",
    group: .setUp,
    summary: "Begin a connection, and print the address at which a key of fal is entered.",
    exitCodes: connectionExits,
    run: ConnectionsCommand.create
  )

  private static let connectionsGet = CommandDefinition(
    name: "get",
    group: .setUp,
    summary: "Show a connection.",
    arguments: [connectionID],
    exitCodes: connectionExits,
    run: ConnectionsCommand.get
  )

  private static let connectionsDelete = CommandDefinition(
    name: "delete",
    group: .setUp,
    summary: "Remove a connection.",
    arguments: [connectionID],
    exitCodes: connectionExits,
    run: ConnectionsCommand.delete
  )
}

enum ConnectionsCommand {
  static func list(_ invocation: Invocation) throws -> ExitCode {
    let connections = try MatonConnections(invocation)
    let onlyActive = !invocation.has(.all)
    let list = try Waiting.run { try await connections.all(onlyActive: onlyActive) }
    let console = invocation.console
    switch console.mode {
    case .json:
      try console.print(["connections": .array(list), "count": .number(JSONNumber(list.count))])
    case .plain:
      for connection in list { try console.print(columns(connection).joined(separator: "\t")) }
    case .human:
      if list.isEmpty {
        console.say("there is no connection; falkit connections create begins one")
      } else {
        let heading = ["CONNECTION", "STATUS", "APP"]
        try console.print(TextLayout.table(heading, list.map(columns), width: console.width, style: console.style))
      }
    }
    return .ok
  }

  static func create(_ invocation: Invocation) throws -> ExitCode {
    let connections = try MatonConnections(invocation)
    let connection = try Waiting.run { try await connections.create() }
    let console = invocation.console
    if console.mode == .json {
      try console.print(["connection": connection])
      return .ok
    }
    guard let url = connection["url"].string, HTTPAddress(url)?.scheme == "https" else {
      throw RunError(.unavailable, "connections: the answer holds no address with https")
    }
    let id = connection["connection_id"].string ?? ""
    console.say("connection \(id) works as soon as a key of fal is entered at this address:")
    try console.print(url)
    return .ok
  }

  static func get(_ invocation: Invocation) throws -> ExitCode {
    let connections = try MatonConnections(invocation)
    let id = invocation.arguments[0]
    let connection = try Waiting.run { try await connections.connection(id) }
    if invocation.console.mode == .json {
      try invocation.console.print(["connection": connection])
    } else {
      try invocation.console.print(columns(connection).joined(separator: "\t"))
    }
    return .ok
  }

  static func delete(_ invocation: Invocation) throws -> ExitCode {
    let connections = try MatonConnections(invocation)
    let id = invocation.arguments[0]
    try Waiting.run { try await connections.delete(id) }
    if invocation.console.mode == .json {
      try invocation.console.print(["deleted": .string(id)])
    } else {
      invocation.console.say("connection \(id) is removed")
    }
    return .ok
  }

  private static func columns(_ connection: JSON) -> [String] {
    ["connection_id", "status", "app"].map { TerminalText.text(connection[$0].string ?? "-") }
  }
}
