import FalCore
import FalSystem
import FalWebSocket

/// What is sent and what comes, over one connection after the other.
actor RealtimeSession {
  /// What happens, before it is read as some output.
  enum Happening: Sendable {
    case message(MessagePack)
    case notice(action: String, JSON)
    case disconnected(FalError?)
    case reconnected
  }

  private let connector: RealtimeConnector
  private var channel: (any WebSocketChannel)?
  /// Counts connections, so that what is heard of an earlier one is not taken for news of this.
  private var number = 0
  private var opening: SharedWork<any WebSocketChannel>?
  private var happenings: [Happening] = []
  /// How it all ended; after that nothing is sent or received.
  private var end: Result<Void, any Error>?
  private var idleReader: CheckedContinuation<Void, Never>?
  /// Connections that broke before the model had answered.
  private var lossesInRow = 0
  /// What was sent over this connection before anything came back: if its token is refused, none of that was heard.
  private var unheard: [WebSocketMessage] = []
  private var wasHeard = false
  private var hasRenewed = false

  /// More is not kept for the case that a token is refused.
  private static let mostUnheard = 64

  init(_ connector: RealtimeConnector) { self.connector = connector }

  /// Opens the first connection.
  func start() async throws { _ = try await openChannel() }

  func send(_ message: WebSocketMessage) async throws {
    if let end {
      try end.get()
      throw FalError(.connection, "the realtime connection was closed", endpoint: connector.endpoint)
    }
    let channel = try await openChannel()
    if !wasHeard, unheard.count < Self.mostUnheard { unheard.append(message) }
    let number = number
    do {
      try await channel.send(message)
    } catch let reason as WebSocketEnd {
      await lose(number, reason)
      var error = Self.error(reason) ?? FalError(.connection, "the server has closed the connection")
      error.endpoint = connector.endpoint
      error.isRetryable = true
      throw error
    }
  }

  /// What happens next; `nil` at the end. For one task at a time.
  func next() async throws -> Happening? {
    while true {
      if !happenings.isEmpty { return happenings.removeFirst() }
      if let end {
        self.end = .success(())
        try end.get()
        return nil
      }
      do {
        if let channel {
          let number = number
          do {
            let message = try await channel.receive()
            if let happening = try await read(message, from: number) { return happening }
          } catch let reason as WebSocketEnd {
            await lose(number, reason)
          }
        } else if opening != nil {
          // Somebody sends: what is wrong with the connection is told there.
          _ = try? await openChannel()
        } else {
          await waitWhileIdle()
        }
        try Task.checkCancellation()
      } catch let error as CancellationError {
        await close()
        throw error
      }
    }
  }

  func close() async {
    if end == nil { end = .success(()) }
    let channel = channel
    self.channel = nil
    wakeReader()
    await channel?.close(WebSocketClose(code: WebSocketClose.normal))
  }

  // MARK: - Connections

  private func openChannel() async throws -> any WebSocketChannel {
    if let channel { return channel }
    let work = opening ?? SharedWork { [connector] in try await connector.open() }
    opening = work
    let result: Result<any WebSocketChannel, any Error>
    do { result = .success(try await work.value()) } catch { result = .failure(error) }
    // Whoever comes first looks after it, for all who wait.
    if opening === work {
      opening = nil
      if case .success(let new) = result, end == nil { take(new) }
    }
    let new = try result.get()
    guard end == nil, let channel else {
      await new.close(WebSocketClose(code: WebSocketClose.normal))
      throw FalError(.connection, "the realtime connection was closed", endpoint: connector.endpoint)
    }
    return channel
  }

  private func take(_ new: any WebSocketChannel) {
    channel = new
    number += 1
    unheard = []
    wasHeard = false
    if number > 1 { happenings.append(.reconnected) }
    wakeReader()
  }

  /// A connection has ended that was not closed here.
  private func lose(_ number: Int, _ reason: WebSocketEnd) async {
    guard number == self.number, channel != nil else { return }
    channel = nil
    guard end == nil else { return }
    let error = Self.error(reason).map { error in
      var error = error
      error.endpoint = connector.endpoint
      return error
    }
    if error != nil { lossesInRow += 1 }
    let policy = connector.options.reconnection
    guard policy.moment != .never, lossesInRow < policy.retries.attempts else {
      end = error.map(Result.failure) ?? .success(())
      return
    }
    happenings.append(.disconnected(error))
    guard policy.moment == .atOnce, error != nil else { return }
    do {
      if lossesInRow > 1 { try await Task.sleep(for: policy.retries.wait(before: lossesInRow - 1)) }
      _ = try await openChannel()
    } catch {
      if end == nil { end = .failure(error) }
    }
  }

  private func waitWhileIdle() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { reader in
        if Task.isCancelled || end != nil || channel != nil { reader.resume() } else { idleReader = reader }
      }
    } onCancel: {
      Task { await wakeReader() }
    }
  }

  private func wakeReader() {
    idleReader?.resume()
    idleReader = nil
  }

  /// Why it was a fault that a connection ended; `nil` when it was none.
  private static func error(_ reason: WebSocketEnd) -> FalError? {
    switch reason {
    case .lost(let error): return FalError(error)
    case .closed(let close):
      switch close.code {
      case nil, WebSocketClose.normal, WebSocketClose.goingAway: return nil
      case let code?:
        let words = close.reason.isEmpty ? "" : ": \(close.reason.prefix(200))"
        var error = FalError(.connection, "the server closed the connection with code \(code)\(words)")
        error.isRetryable = true
        return error
      }
    }
  }

  // MARK: - Messages

  /// What a message means; `nil` when it is only for this session.
  private func read(_ message: WebSocketMessage, from number: Int) async throws -> Happening? {
    let value: MessagePack
    switch message {
    case .binary(let bytes):
      do throws(MessagePackError) {
        value = try MessagePack(decoding: bytes)
      } catch {
        throw FalError(.invalidResponse, "a message is not MessagePack: \(error)", endpoint: connector.endpoint)
      }
    case .text(let text):
      guard let json = try? JSON(parsing: Array(text.utf8)) else { return .notice(action: "text", .string(text)) }
      value = MessagePack(json)
    }

    switch value["type"].string {
    case "x-fal-message"?: return .notice(action: value["action"].string ?? "", value.json)
    case "x-fal-error"?:
      // The server closes now; what it was idle for, or had an end of, is no fault.
      if value["error"].string == "TIMEOUT" {
        let channel = channel
        await lose(number, .closed(WebSocketClose(code: WebSocketClose.normal)))
        await channel?.close(WebSocketClose(code: WebSocketClose.normal))
      } else {
        await fail(value)
      }
      return nil
    default: break
    }
    guard value["status"].string != "error" else {
      guard value["error"].string == "Unauthorized" else {
        return .notice(action: value["error"].string ?? "error", value.json)
      }
      try await renew()
      return nil
    }
    wasHeard = true
    unheard = []
    lossesInRow = 0
    hasRenewed = false
    return .message(value)
  }

  /// The model, or the app around it, has failed, and the server closes.
  private func fail(_ value: MessagePack) async {
    let name = value["error"].string ?? "error"
    let reason = value["reason"].string ?? ""
    end = .failure(
      FalError(
        .modelFailed,
        reason.isEmpty ? name : "\(name): \(reason.prefix(4_000))",
        endpoint: connector.endpoint,
        type: name,
        body: value.json
      )
    )
    let channel = channel
    self.channel = nil
    await channel?.close(WebSocketClose(code: WebSocketClose.normal))
  }

  /// The token was refused, and with it all that was sent: connects with another, and sends that again.
  private func renew() async throws {
    let old = channel
    channel = nil
    let messages = unheard
    await old?.close(WebSocketClose(code: WebSocketClose.normal))
    guard !hasRenewed, connector.forgetToken() else {
      end = .failure(FalError(.unauthorized, "fal does not accept the token", endpoint: connector.endpoint))
      return
    }
    hasRenewed = true
    do {
      let new = try await openChannel()
      // It is not another connection to whoever uses it.
      if case .reconnected? = happenings.last { happenings.removeLast() }
      unheard = messages
      for message in messages { try await new.send(message) }
    } catch let reason as WebSocketEnd {
      await lose(number, reason)
    } catch {
      if end == nil { end = .failure(error) }
    }
  }
}
