#if !canImport(Darwin)
  import FalCore
  import FalSystem
  import FalWebSocket
  import Glibc

  /// What a connection's thread and those who use it share: messages in both directions, and how it ended.
  final class CurlWebSocketLink: Sendable {
    struct Outgoing: Sendable {
      let message: WebSocketMessage
      /// Who waits until it is sent; nobody once that task was cancelled.
      let number: Int
    }

    private struct State: Sendable {
      var isOpen = false
      var opener: CheckedContinuation<Void, any Error>?
      var outbox: [Outgoing] = []
      var senders: [Int: CheckedContinuation<Void, any Error>] = [:]
      var lastNumber = 0
      var inbox: [WebSocketMessage] = []
      var inboxBytes = 0
      var reader: CheckedContinuation<WebSocketMessage, any Error>?
      var closing: WebSocketClose?
      var closers: [CheckedContinuation<Void, Never>] = []
      /// Whether nobody uses the connection any longer.
      var isAbandoned = false
      var end: (any Error)?
    }

    /// So much may have come that nobody has read; then nothing more is received.
    private static let fullInbox = (messages: 64, bytes: 16 << 20)

    private let state = Lock(State())
    private let wakeEnds: (read: Int32, write: Int32)

    /// `nil` when there are too many open files.
    init?() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      wakeEnds = (ends[0], ends[1])
    }

    deinit {
      Glibc.close(wakeEnds.read)
      Glibc.close(wakeEnds.write)
    }

    // MARK: - For those who use the connection

    /// Waits until it is open.
    func opened() async throws {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (opener: CheckedContinuation<Void, any Error>) in
          let known = state.withLock { state -> Result<Void, any Error>? in
            // It may have been open and have ended already, which is told to whoever sends or receives.
            if state.isOpen { return .success(()) }
            if let end = state.end { return .failure(end) }
            if Task.isCancelled { return .failure(CancellationError()) }
            state.opener = opener
            return nil
          }
          if let known { opener.resume(with: known) }
        }
      } onCancel: {
        abandon()
      }
    }

    func send(_ message: WebSocketMessage) async throws {
      let number = state.withLock { state in
        state.lastNumber += 1
        return state.lastNumber
      }
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (sender: CheckedContinuation<Void, any Error>) in
          let failure = state.withLock { state -> (any Error)? in
            if let end = state.end { return end }
            if let closing = state.closing { return WebSocketEnd.closed(closing) }
            if Task.isCancelled { return CancellationError() }
            state.senders[number] = sender
            state.outbox.append(Outgoing(message: message, number: number))
            return nil
          }
          if let failure { sender.resume(throwing: failure) } else { wake() }
        }
      } onCancel: {
        let sender = state.withLock { state in
          // What has not begun to be sent never is.
          state.outbox.removeAll { $0.number == number }
          return state.senders.removeValue(forKey: number)
        }
        sender?.resume(throwing: CancellationError())
      }
    }

    func receive() async throws -> WebSocketMessage {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (reader: CheckedContinuation<WebSocketMessage, any Error>) in
          let (known, hasRoomAgain) = state.withLock { state -> (Result<WebSocketMessage, any Error>?, Bool) in
            if Task.isCancelled { return (.failure(CancellationError()), false) }
            if !state.inbox.isEmpty {
              let wasFull = Self.isFull(state)
              let message = state.inbox.removeFirst()
              state.inboxBytes -= message.length
              return (.success(message), wasFull && !Self.isFull(state))
            }
            if let end = state.end { return (.failure(end), false) }
            state.reader = reader
            return (nil, false)
          }
          if hasRoomAgain { wake() }
          if let known { reader.resume(with: known) }
        }
      } onCancel: {
        let reader = state.withLock { state in
          defer { state.reader = nil }
          return state.reader
        }
        reader?.resume(throwing: CancellationError())
      }
    }

    func close(_ close: WebSocketClose) async {
      await withCheckedContinuation { (closer: CheckedContinuation<Void, Never>) in
        let hasEnded = state.withLock { state in
          if state.end != nil { return true }
          if state.closing == nil { state.closing = close }
          state.closers.append(closer)
          return false
        }
        if hasEnded { closer.resume() } else { wake() }
      }
    }

    /// Nobody uses the connection any longer.
    func abandon() {
      state.withLock { $0.isAbandoned = true }
      wake()
    }

    // MARK: - For the thread

    /// Becomes readable when there is something to do.
    var wakeDescriptor: Int32 { wakeEnds.read }

    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// What is asked of the thread: messages to send, unless it has no room for them yet, and whether to close after them.
    func take(messages hasRoom: Bool) -> (messages: [Outgoing], closing: WebSocketClose?, isAbandoned: Bool) {
      var drained = [UInt8](repeating: 0, count: 64)
      while read(wakeEnds.read, &drained, drained.count) > 0 {}
      return state.withLock { state in
        guard hasRoom else { return ([], nil, state.isAbandoned) }
        defer { state.outbox = [] }
        return (state.outbox, state.closing, state.isAbandoned)
      }
    }

    var hasEnded: Bool { state.withLock { $0.end != nil } }

    var hasRoom: Bool { state.withLock { !Self.isFull($0) } }

    func open() {
      let opener = state.withLock { state in
        state.isOpen = true
        defer { state.opener = nil }
        return state.opener
      }
      opener?.resume()
    }

    func sent(_ outgoing: Outgoing) {
      state.withLock { $0.senders.removeValue(forKey: outgoing.number) }?.resume()
    }

    func received(_ message: WebSocketMessage) {
      let reader = state.withLock { state -> CheckedContinuation<WebSocketMessage, any Error>? in
        if let reader = state.reader {
          state.reader = nil
          return reader
        }
        state.inbox.append(message)
        state.inboxBytes += message.length
        return nil
      }
      reader?.resume(returning: message)
    }

    /// Tells everybody that it is over; only the first reason counts.
    func end(_ error: any Error) {
      let (opener, senders, reader, closers, reason) = state.withLock { state in
        let reason = state.end ?? error
        state.end = reason
        defer {
          state.opener = nil
          state.senders = [:]
          state.reader = nil
          state.closers = []
          state.outbox = []
        }
        return (state.opener, Array(state.senders.values), state.reader, state.closers, reason)
      }
      opener?.resume(throwing: reason)
      for sender in senders { sender.resume(throwing: reason) }
      reader?.resume(throwing: reason)
      for closer in closers { closer.resume() }
    }

    private func wake() { _ = write(wakeEnds.write, [1], 1) }

    private static func isFull(_ state: State) -> Bool {
      state.inbox.count >= fullInbox.messages || state.inboxBytes >= fullInbox.bytes
    }
  }

  extension WebSocketMessage {
    fileprivate var length: Int {
      switch self {
      case .text(let text): text.utf8.count
      case .binary(let bytes): bytes.count
      }
    }
  }
#endif
