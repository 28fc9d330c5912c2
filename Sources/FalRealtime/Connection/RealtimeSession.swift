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
  /// Who waits for something to happen.
  private var reader: CheckedContinuation<Void, Never>?
  /// What waits for the reader, who is slow.
  private var pump: CheckedContinuation<Void, Never>?
  /// Who waits until all that came over a connection that has ended is taken note of.
  private var senders: [CheckedContinuation<Void, Never>] = []
  /// Connections that broke before the model had answered.
  private var lossesInRow = 0
  /// What was sent over this connection before anything came back: if its token is refused, none of that was heard.
  private var unheard: [(id: Int, message: WebSocketMessage)] = []
  /// Whether that is all of it.
  private var keepsUnheard = true
  /// Which of that was sent again with another token.
  private var resent: Set<Int> = []
  private var lastID = 0
  private var wasHeard = false
  private var hasRenewed = false

  /// More is not kept for the case that a token is refused.
  private static let mostUnheard = 64
  /// More is not read ahead.
  private static let mostHappenings = 64

  init(_ connector: RealtimeConnector) { self.connector = connector }

  deinit { channel?.abandon() }

  /// Opens the first connection.
  func start() async throws { _ = try await openChannel() }

  func send(_ message: WebSocketMessage) async throws {
    // A server that closes takes nothing more, so that the message is for the next connection.
    lastID += 1
    let id = lastID
    for _ in 0..<max(1, connector.options.reconnection.retries.attempts) {
      if let end {
        try end.get()
        throw closed
      }
      let channel = try await openChannel()
      let number = number
      if !wasHeard { keep(message, id) }
      do {
        return try await channel.send(message)
      } catch WebSocketEnd.lost(let reason) {
        var error = FalError(reason)
        error.endpoint = connector.endpoint
        throw error
      } catch is WebSocketEnd {
        guard await isSettled(number) else { throw closed }
        if resent.remove(id) != nil { return }
      }
    }
    throw closed
  }

  private var closed: FalError {
    FalError(.connection, "the realtime connection was closed", endpoint: connector.endpoint, isRetryable: true)
  }

  /// Keeps a message for the case that it was not heard; of too many none, because some would be missing.
  private func keep(_ message: WebSocketMessage, _ id: Int) {
    if unheard.count == Self.mostUnheard { keepsUnheard = false }
    if keepsUnheard { unheard.append((id, message)) } else { unheard = [] }
  }

  /// Waits until all that came over a connection is taken note of; `false` when somebody must read first.
  private func isSettled(_ number: Int) async -> Bool {
    while number == self.number, channel != nil, end == nil {
      guard happenings.count < Self.mostHappenings else { return false }
      await withCheckedContinuation { senders.append($0) }
    }
    return true
  }

  /// What happens next, for one task at a time; nothing at the end.
  func next() async throws -> Happening? {
    while true {
      if Task.isCancelled {
        await close()
        throw CancellationError()
      }
      if !happenings.isEmpty {
        pump?.resume()
        pump = nil
        return happenings.removeFirst()
      }
      if let end {
        self.end = .success(())
        try end.get()
        return nil
      }
      await withTaskCancellationHandler {
        await withCheckedContinuation { reader in
          let isDue = Task.isCancelled || end != nil || !happenings.isEmpty
          if isDue { reader.resume() } else { self.reader = reader }
        }
      } onCancel: {
        Task { await wakeReader() }
      }
    }
  }

  func close() async {
    let channel = channel
    finish(.success(()))
    await channel?.close(WebSocketClose(code: WebSocketClose.normal))
  }

  /// Nothing is sent or received any longer; only the first reason counts.
  private func finish(_ result: Result<Void, any Error>) {
    if end == nil { end = result }
    channel = nil
    opening?.cancel()
    wakeAll()
  }

  private func wakeReader() {
    reader?.resume()
    reader = nil
  }

  private func wakeAll() {
    wakeReader()
    pump?.resume()
    pump = nil
    for sender in senders { sender.resume() }
    senders = []
  }

  private func note(_ happening: Happening) {
    happenings.append(happening)
    wakeReader()
  }

  // MARK: - Connections

  /// The connection, a new one where there is none; over that some messages go before all others.
  private func openChannel(resending messages: [WebSocketMessage] = []) async throws -> any WebSocketChannel {
    if let channel { return channel }
    let work =
      opening
      ?? SharedWork { [connector] in
        for _ in 0..<max(1, connector.options.reconnection.retries.attempts) {
          let channel = try await connector.open()
          do {
            for message in messages { try await channel.send(message) }
            return channel
          } catch is WebSocketEnd {
            // Closed already, perhaps because that took too long: all of it is for the next one.
            channel.abandon()
          }
        }
        throw FalError(.connection, "the server closes each new connection", endpoint: connector.endpoint)
      }
    opening = work
    let result: Result<any WebSocketChannel, any Error>
    do { result = .success(try await work.value()) } catch { result = .failure(error) }
    // Whoever comes first looks after it, for all who wait.
    if opening === work {
      opening = nil
      if case .success(let new) = result, end == nil { take(new) }
    }
    guard end == nil else {
      // What was cancelled is the connection, not who waits for it.
      (try? result.get())?.abandon()
      try Task.checkCancellation()
      throw closed
    }
    let new = try result.get()
    guard let channel else {
      new.abandon()
      throw closed
    }
    return channel
  }

  private func take(_ new: any WebSocketChannel) {
    channel = new
    number += 1
    unheard = []
    keepsUnheard = true
    wasHeard = false
    // After a token was refused it is not another connection to whoever uses it.
    if number > 1, !hasRenewed { note(.reconnected) }
    wakeAll()
    let number = number
    Task { [weak self] in
      do {
        while await self?.accept(try await new.receive(), from: number) == true {}
      } catch {
        await self?.lose(number, error as? WebSocketEnd ?? .closed(WebSocketClose(code: WebSocketClose.normal)))
      }
    }
  }

  /// Takes note of a message; gives whether more of this connection are wanted, once there is room for them.
  private func accept(_ message: WebSocketMessage, from number: Int) async -> Bool {
    guard number == self.number, channel != nil else { return false }
    do {
      if let happening = try await read(message, from: number) { note(happening) }
    } catch {
      let channel = channel
      finish(.failure(error))
      channel?.abandon()
    }
    while happenings.count >= Self.mostHappenings, number == self.number, channel != nil {
      for sender in senders { sender.resume() }
      senders = []
      await withCheckedContinuation { pump = $0 }
    }
    return number == self.number && channel != nil
  }

  /// A connection has ended that was not closed here.
  private func lose(_ number: Int, _ reason: WebSocketEnd) async {
    guard number == self.number, channel != nil else { return }
    channel = nil
    defer { wakeAll() }
    guard end == nil else { return }
    let error = Self.error(reason).map { error in
      var error = error
      error.endpoint = connector.endpoint
      return error
    }
    if error != nil { lossesInRow += 1 }
    let policy = connector.options.reconnection
    guard policy.moment != .never, lossesInRow < policy.retries.attempts else {
      return finish(error.map(Result.failure) ?? .success(()))
    }
    note(.disconnected(error))
    guard policy.moment == .atOnce, error != nil else { return }
    do {
      if lossesInRow > 1 { try await Task.sleep(for: policy.retries.wait(before: lossesInRow - 1)) }
      _ = try await openChannel()
    } catch {
      finish(.failure(error))
    }
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

  /// What happens with a message; `nil` when it is only for this session.
  private func read(_ message: WebSocketMessage, from number: Int) async throws -> Happening? {
    switch try RealtimeMessage(message, of: connector.endpoint) {
    case .output(let value):
      wasHeard = true
      unheard = []
      lossesInRow = 0
      hasRenewed = false
      return .message(value)
    case .notice(let action, let value): return .notice(action: action, value)
    case .timeout:
      let channel = channel
      await lose(number, .closed(WebSocketClose(code: WebSocketClose.normal)))
      await channel?.close(WebSocketClose(code: WebSocketClose.normal))
    case .failure(let error):
      let channel = channel
      finish(.failure(error))
      await channel?.close(WebSocketClose(code: WebSocketClose.normal))
    case .unauthorized: try await renew()
    }
    return nil
  }

  /// The token was refused, and with it all that was sent: connects with another, and sends that again.
  private func renew() async throws {
    let messages = unheard
    resent = Set(messages.map(\.id))
    channel?.abandon()
    channel = nil
    guard !hasRenewed, keepsUnheard, connector.forgetToken() else {
      let error = FalError(.unauthorized, "fal does not accept the token", endpoint: connector.endpoint)
      return finish(.failure(error))
    }
    hasRenewed = true
    do {
      _ = try await openChannel(resending: messages.map(\.message))
    } catch let reason as WebSocketEnd {
      await lose(number, reason)
    } catch {
      finish(.failure(error))
    }
  }
}
