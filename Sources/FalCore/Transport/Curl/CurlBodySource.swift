import FalSystem

#if !canImport(Darwin)
  import CFalCurl
  import Glibc

  /// Where the bytes of a request's body come from, as libcurl asks for them.
  ///
  /// There is no way back to the start: libcurl would otherwise send a POST a second time by itself when a connection
  /// that it has used before turns out to be dead.
  final class CurlBodySource: Sendable {
    enum Reading {
      case bytes(Int)
      /// There is nothing yet: `resumeSending` follows.
      case later
      case failed
    }

    private enum Kind: Sendable {
      case bytes([UInt8])
      case file(descriptor: Int32, end: Int)
      case pieces(@Sendable () async throws -> [UInt8]?)
    }

    private struct State {
      /// Where in the bytes, the file or the current piece the next byte is.
      var position = 0
      var piece: [UInt8] = []
      var isComplete = false
      var isStarved = false
      var hasStarted = false
      var failure: (any Error)?
      var pump: CheckedContinuation<Void, any Error>?
    }

    private let kind: Kind
    private let state: Lock<State>

    init(_ body: HTTPRequestBody) throws(TransportError) {
      var position = 0
      switch body {
      case .none: kind = .bytes([])
      case .bytes(let bytes): kind = .bytes(bytes)
      case .pieces(_, let next): kind = .pieces(next)
      case .file(let path, let offset, let length):
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
          throw TransportError(
            .invalidRequest,
            "\(path) cannot be read: \(String(cString: strerror(errno)))",
            wasSent: false
          )
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, offset >= 0, length >= 0, Int(status.st_size) - offset >= length else {
          Glibc.close(descriptor)
          throw TransportError(.invalidRequest, "\(path) is shorter than what was to be sent", wasSent: false)
        }
        kind = .file(descriptor: descriptor, end: offset + length)
        position = offset
      }
      state = Lock(State(position: position))
    }

    deinit {
      if case .file(let descriptor, _) = kind { Glibc.close(descriptor) }
    }

    /// Whether libcurl has asked for any of it.
    var hasStarted: Bool { state.withLock { $0.hasStarted } }

    /// Why it broke off, when it did.
    var failure: (any Error)? { state.withLock { $0.failure } }

    // MARK: - The thread's side

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Reading {
      let (reading, pump) = state.withLock { state -> (Reading, CheckedContinuation<Void, any Error>?) in
        state.hasStarted = true
        switch kind {
        case .bytes(let bytes): return (.bytes(Self.copy(bytes, &state, into: buffer)), nil)
        case .file(let descriptor, let end): return (Self.read(descriptor, end, &state, into: buffer), nil)
        case .pieces:
          if state.failure != nil { return (.failed, nil) }
          let count = Self.copy(state.piece, &state, into: buffer)
          if count > 0 { return (.bytes(count), nil) }
          if state.isComplete { return (.bytes(0), nil) }
          state.isStarved = true
          defer { state.pump = nil }
          return (.later, state.pump)
        }
      }
      pump?.resume()
      return reading
    }

    private static func copy(_ bytes: [UInt8], _ state: inout State, into buffer: UnsafeMutableRawBufferPointer) -> Int
    {
      let count = min(bytes.count - state.position, buffer.count)
      guard count > 0 else { return 0 }
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[state.position...].prefix(count)))
      }
      state.position += count
      return count
    }

    private static func read(
      _ descriptor: Int32,
      _ end: Int,
      _ state: inout State,
      into buffer: UnsafeMutableRawBufferPointer
    ) -> Reading {
      let wanted = min(end - state.position, buffer.count)
      guard wanted > 0 else { return .bytes(0) }
      let count = pread(descriptor, buffer.baseAddress, wanted, off_t(state.position))
      guard count > 0 else {
        let reason = count == 0 ? "it became shorter" : String(cString: strerror(errno))
        state.failure = TransportError(
          .invalidRequest,
          "the file could not be read to its end: \(reason)",
          wasSent: true
        )
        return .failed
      }
      state.position += count
      return .bytes(count)
    }

    // MARK: - The task's side

    /// Whether it comes in pieces that have to be asked for.
    var isPumped: Bool {
      if case .pieces = kind { true } else { false }
    }

    /// Asks for pieces, one at a time, as fast as they are sent.
    func pump(into transfer: CurlTransfer) async {
      guard case .pieces(let next) = kind else { return }
      do {
        while true {
          try await waitUntilStarved()
          let piece = try await next()
          if let piece, piece.isEmpty { continue }
          state.withLock { state in
            state.position = 0
            state.piece = piece ?? []
            state.isComplete = piece == nil
            state.isStarved = false
          }
          transfer.resumeSending()
          if piece == nil { return }
        }
      } catch {
        // When the answer has begun the rest is not wanted, and stays unsent.
        if Task.isCancelled { return }
        state.withLock { $0.failure = error }
        transfer.resumeSending()
      }
    }

    private func waitUntilStarved() async throws {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiter in
          let isReady = state.withLock { state in
            if !state.isStarved && !Task.isCancelled { state.pump = waiter }
            return state.isStarved || Task.isCancelled
          }
          if isReady { waiter.resume() }
        }
        try Task.checkCancellation()
      } onCancel: {
        let waiter = state.withLock { state -> CheckedContinuation<Void, any Error>? in
          defer { state.pump = nil }
          return state.pump
        }
        waiter?.resume(throwing: CancellationError())
      }
    }
  }
#endif
