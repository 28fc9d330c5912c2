#if !canImport(Darwin)
  /// A request on its way: what the transport's thread and the task that waits for the answer tell each other.
  final class CurlTransfer: Sendable {
    struct Head: Sendable {
      var status: Int
      var fields = HTTPFields()
    }

    /// So many bytes may wait for their reader before the server has to.
    private static let mostBuffered = 1 << 20

    private struct State {
      var head: Result<Head, any Error>?
      var headWaiter: CheckedContinuation<Head, any Error>?
      var pieces: [[UInt8]] = []
      /// The first piece that was not read yet.
      var firstPiece = 0
      var buffered = 0
      var isPaused = false
      var end: Result<Void, any Error>?
      var pieceWaiter: CheckedContinuation<[UInt8]?, any Error>?
    }

    let request: HTTPRequest
    let source: CurlBodySource
    let certificates: String?
    private let engine: CurlEngine
    private let state = Lock(State())

    init(request: HTTPRequest, source: CurlBodySource, certificates: String?, engine: CurlEngine) {
      self.request = request
      self.source = source
      self.certificates = certificates
      self.engine = engine
    }

    // MARK: - The task's side

    /// Starts, and waits for the answer to begin.
    func head() async throws -> Head {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiter in
          let known = state.withLock { state in
            if state.head == nil { state.headWaiter = waiter }
            return state.head
          }
          if let known { waiter.resume(with: known) } else { engine.post(.start(self)) }
        }
      } onCancel: {
        cancel()
      }
    }

    /// Waits for the next piece of the answer's body; `nil` at its end.
    func nextPiece() async throws -> [UInt8]? {
      if let piece = try takePiece(for: nil) { return piece.isEmpty ? nil : piece }
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiter in
          let result = Result { try takePiece(for: waiter) }
          switch result {
          case .success(nil): break
          case .success(let piece?): waiter.resume(returning: piece.isEmpty ? nil : piece)
          case .failure(let error): waiter.resume(throwing: error)
          }
        }
      } onCancel: {
        cancel()
      }
    }

    /// The next piece, or an empty one at the end; `nil` when there is none yet, for which the waiter then waits.
    private func takePiece(for waiter: CheckedContinuation<[UInt8]?, any Error>?) throws -> [UInt8]? {
      let (piece, resumes) = try state.withLock { state -> ([UInt8]?, Bool) in
        guard state.firstPiece < state.pieces.count else {
          if let end = state.end {
            try end.get()
            return ([], false)
          }
          state.pieceWaiter = waiter
          return (nil, false)
        }
        let piece = state.pieces[state.firstPiece]
        state.pieces[state.firstPiece] = []
        state.firstPiece += 1
        state.buffered -= piece.count
        if state.firstPiece == state.pieces.count {
          state.pieces.removeAll(keepingCapacity: true)
          state.firstPiece = 0
        }
        let resumes = state.isPaused && state.buffered < Self.mostBuffered / 2
        if resumes { state.isPaused = false }
        return (piece, resumes)
      }
      if resumes { engine.post(.resume(self)) }
      return piece
    }

    /// Ends the transfer, wherever it is; whoever waits gets a `CancellationError`.
    func cancel() {
      guard finish(.failure(CancellationError())) else { return }
      engine.post(.cancel(self))
    }

    /// Tells the thread that there is more to send.
    func resumeSending() {
      engine.post(.resume(self))
    }

    // MARK: - The thread's side

    func headArrived(_ head: Head) {
      let waiter = state.withLock { state -> CheckedContinuation<Head, any Error>? in
        guard state.head == nil else { return nil }
        state.head = .success(head)
        defer { state.headWaiter = nil }
        return state.headWaiter
      }
      waiter?.resume(returning: head)
    }

    enum Reception {
      case taken
      /// The reader is slow: the same bytes are to come again later.
      case full
      /// Nobody wants the rest.
      case unwanted
    }

    func received(_ bytes: UnsafeRawBufferPointer) -> Reception {
      let (reception, waiter) = state.withLock { state -> (Reception, CheckedContinuation<[UInt8]?, any Error>?) in
        if state.end != nil { return (.unwanted, nil) }
        if let waiter = state.pieceWaiter {
          state.pieceWaiter = nil
          return (.taken, waiter)
        }
        if state.buffered >= Self.mostBuffered {
          state.isPaused = true
          return (.full, nil)
        }
        state.pieces.append([UInt8](bytes))
        state.buffered += bytes.count
        return (.taken, nil)
      }
      waiter?.resume(returning: [UInt8](bytes))
      return reception
    }

    var isPaused: Bool { state.withLock { $0.isPaused } }

    var hasEnded: Bool { state.withLock { $0.end != nil } }

    func end(_ result: Result<Void, any Error>) {
      _ = finish(result)
    }

    /// Settles the outcome, once; gives whether this was the first time.
    private func finish(_ result: Result<Void, any Error>) -> Bool {
      struct Waiters: Sendable {
        let head: CheckedContinuation<Head, any Error>?
        let piece: CheckedContinuation<[UInt8]?, any Error>?
      }
      let waiters = state.withLock { state -> Waiters? in
        guard state.end == nil else { return nil }
        state.end = result
        if state.head == nil {
          let noAnswer = TransportError(.invalidResponse, "the server's answer is not HTTP", wasSent: true)
          state.head = result.flatMap { .failure(noAnswer) }
        }
        defer {
          state.headWaiter = nil
          state.pieceWaiter = nil
        }
        return Waiters(head: state.headWaiter, piece: state.pieceWaiter)
      }
      guard let waiters else { return false }
      if let head = waiters.head, case .failure(let error)? = state.withLock({ $0.head }) {
        head.resume(throwing: error)
      }
      waiters.piece?.resume(with: result.map { nil })
      return true
    }
  }
#endif
