import FalCore
import FalWebSocket

/// What a message of a server means, by fal's realtime protocol.
enum RealtimeMessage: Sendable {
  case output(MessagePack)
  /// What fal says beside outputs.
  case notice(action: String, JSON)
  /// The connection was idle for too long, or has come to its end, and the server closes: no fault.
  case timeout
  /// The model, or the app around it, has failed, and the server closes.
  case failure(FalError)
  /// The token was refused, and with it all that was sent.
  case unauthorized

  /// Reads a message.
  ///
  /// - Throws: `FalError` of kind `invalidResponse` when it is bytes that are not MessagePack.
  init(_ message: WebSocketMessage, of endpoint: EndpointID) throws(FalError) {
    let value: MessagePack
    switch message {
    case .binary(let bytes):
      do throws(MessagePackError) {
        value = try MessagePack(decoding: bytes)
      } catch {
        throw FalError(.invalidResponse, "a message is not MessagePack: \(error)", endpoint: endpoint)
      }
    case .text(let text):
      guard let json = try? JSON(parsing: Array(text.utf8)) else {
        self = .notice(action: "text", .string(text))
        return
      }
      value = MessagePack(json)
    }

    switch (value["type"].string, value["error"].string) {
    case ("x-fal-message"?, _): self = .notice(action: value["action"].string ?? "", value.json)
    case ("x-fal-error"?, "TIMEOUT"?): self = .timeout
    case ("x-fal-error"?, let name): self = .failure(Self.error(name ?? "error", value, endpoint))
    case (_, let name) where value["status"].string == "error":
      self = name == "Unauthorized" ? .unauthorized : .notice(action: name ?? "error", value.json)
    default: self = .output(value)
    }
  }

  private static func error(_ name: String, _ value: MessagePack, _ endpoint: EndpointID) -> FalError {
    let reason = value["reason"].string ?? ""
    let message = reason.isEmpty ? name : "\(name): \(reason.prefix(4_000))"
    return FalError(.modelFailed, message, endpoint: endpoint, type: name, body: value.json)
  }
}
