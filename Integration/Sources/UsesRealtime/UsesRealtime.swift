import FalRealtime
import FalWebhooks
import Foundation

/// Realtime connections and webhooks as a program uses them, at servers and with signatures that are not falkit's.
///
/// `Integration/live` starts it with what to do, and with the address of a server or the path of a file.
@main
enum UsesRealtime {
  static func main() async {
    do {
      try await run(CommandLine.arguments)
    } catch {
      FileHandle.standardError.write(Data("failed: \(error)\n".utf8))
      exit(1)
    }
  }

  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 3 else { throw Failed("what to do, and with what?") }
    switch arguments[1] {
    case "echo": try await Echo(client(arguments[2])).run()
    case "app": try await app(client(arguments[2]))
    case "peer": try await Peer(client(arguments[2])).run()
    case "webhooks": try await Webhooks(path: arguments[2]).run()
    default: throw Failed("'\(arguments[1])' is nothing to do")
    }
  }

  /// A client whose models are on a server of this machine.
  static func client(_ address: String) throws -> FalClient {
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "local:key"))
    configuration.hosts.run = address
    return try FalClient(configuration)
  }

  static func options(_ reconnection: RealtimeReconnection = .never) -> RealtimeOptions {
    RealtimeOptions(reconnection: reconnection, authorization: .key)
  }

  // MARK: - fal's own server

  /// What else an app does than to answer.
  static func app(_ fal: FalClient) async throws {
    let wrong = try await fal.connect(to: "test/echo", options: options())
    try await wrong.send(["serial": 1, "number": "many"])
    let error = try await fault(of: wrong)
    try check(error.kind == .modelFailed && error.type == "INTERNAL_ERROR", "an invalid input: \(error.kind)")
    try check(error.message.contains("\nnumber\n"), "the error of an invalid input names the field: \(error)")
    say("an invalid input: \(error.message.split(separator: "\n").prefix(2).joined(separator: ", "))")

    var brief = options()
    brief.path = "brief"
    let idle = try await fal.connect(to: "test/echo", options: brief)
    try await idle.send(["serial": 1, "number": 7])
    var numbers: [JSON] = []
    for try await result in idle.results { numbers.append(result.json["number"]) }
    try check(numbers == [7], "what came before the session ended: \(numbers)")
    say("a session without inputs ends without a fault")

    brief.reconnection = .whenSending
    let again = try await fal.connect(to: "test/echo", options: brief)
    var events = again.events.makeAsyncIterator()
    guard case .disconnected(nil)? = try await events.next() else { throw Failed("an idle session is left") }
    try await again.send(["serial": 1, "number": 8])
    guard case .reconnected? = try await events.next() else { throw Failed("the next input opens another") }
    guard case .result(let result)? = try await events.next() else { throw Failed("which answers") }
    try check(result.json["number"] == 8, "with what was sent")
    await again.close()
    say("the next input opens another session")
  }

  /// What ends a connection that has nothing more to say.
  static func fault(of connection: RealtimeConnection<InputValue, JSON>) async throws -> FalError {
    do {
      for try await result in connection.results { throw Failed("nothing should come: \(result)") }
    } catch let error as FalError {
      return error
    }
    throw Failed("the connection should end with a fault")
  }
}

/// Something is not as it should be.
struct Failed: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

func check(_ condition: Bool, _ what: @autoclosure () -> String) throws {
  if !condition { throw Failed(what()) }
}

/// The most that the program has had in memory, in kilobytes.
func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  guard let size = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) }) else {
    throw Failed("this system does not say what is in memory")
  }
  return size
}

/// Prints a line at once: whoever started the program reads its lines while it runs.
func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
