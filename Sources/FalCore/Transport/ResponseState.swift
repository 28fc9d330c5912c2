/// How far an answer has come, and who waits for more of it.
struct ResponseState: Sendable {
  /// So many bytes may wait for their reader before the server has to.
  private static let mostBuffered = 1 << 20

  private(set) var head: Result<ResponseHead, any Error>?
  private(set) var end: Result<Void, any Error>?
  /// Whether nothing more is received until the reader has caught up.
  private(set) var isPaused = false
  private var headWaiter: CheckedContinuation<ResponseHead, any Error>?
  private var pieceWaiter: CheckedContinuation<[UInt8]?, any Error>?
  private var pieces: [[UInt8]] = []
  /// The first piece that was not read yet.
  private var firstPiece = 0
  private var buffered = 0

  // MARK: - The reader's side

  /// The head, or else a promise to hand it to the waiter.
  mutating func head(for waiter: CheckedContinuation<ResponseHead, any Error>) -> Result<ResponseHead, any Error>? {
    if head == nil { headWaiter = waiter }
    return head
  }

  /// The next piece, which is `nil` at the end; without a result there is none yet.
  mutating func nextPiece() -> Result<[UInt8]?, any Error>? {
    guard firstPiece < pieces.count else { return end?.map { nil } }
    let piece = pieces[firstPiece]
    pieces[firstPiece] = []
    firstPiece += 1
    buffered -= piece.count
    if firstPiece == pieces.count {
      pieces.removeAll(keepingCapacity: true)
      firstPiece = 0
    }
    return .success(piece)
  }

  /// Whether receiving is to go on, after a pause.
  mutating func resumes() -> Bool {
    guard isPaused, buffered < Self.mostBuffered / 2 else { return false }
    isPaused = false
    return true
  }

  /// Hands the next piece to a waiter as soon as there is one.
  ///
  /// - Returns: Whether it waits; `false` when somebody else does already.
  mutating func wait(_ waiter: CheckedContinuation<[UInt8]?, any Error>) -> Bool {
    guard pieceWaiter == nil else { return false }
    pieceWaiter = waiter
    return true
  }

  // MARK: - The transport's side

  mutating func begin(_ head: ResponseHead) {
    if self.head == nil { self.head = .success(head) }
  }

  /// Whether the reader has more before it than it should.
  var isFull: Bool { buffered >= Self.mostBuffered }

  /// Whether there is room for another piece; without it, receiving is paused.
  mutating func hasRoom() -> Bool {
    if isFull { isPaused = true }
    return !isPaused
  }

  mutating func append(_ piece: [UInt8]) {
    pieces.append(piece)
    buffered += piece.count
  }

  /// Settles the outcome, once; gives whether this was the first time.
  mutating func finish(_ result: Result<Void, any Error>) -> Bool {
    guard end == nil else { return false }
    end = result
    if head == nil {
      let noAnswer = TransportError(.invalidResponse, "the server's answer is not HTTP", wasSent: true)
      head = result.flatMap { .failure(noAnswer) }
    }
    // Whoever gave up does not want what has arrived.
    if case .failure(let error) = result, error is CancellationError {
      pieces = []
      firstPiece = 0
      buffered = 0
    }
    return true
  }

  /// What can be handed to those who wait.
  mutating func deliveries() -> ResponseDeliveries {
    var deliveries = ResponseDeliveries()
    if let waiter = headWaiter, let head {
      headWaiter = nil
      deliveries.head = (waiter, head)
    }
    if let waiter = pieceWaiter, let piece = nextPiece() {
      pieceWaiter = nil
      deliveries.piece = (waiter, piece)
    }
    return deliveries
  }
}

/// Parts of an answer, and the tasks that they go to.
struct ResponseDeliveries: Sendable {
  var head: (waiter: CheckedContinuation<ResponseHead, any Error>, result: Result<ResponseHead, any Error>)?
  var piece: (waiter: CheckedContinuation<[UInt8]?, any Error>, result: Result<[UInt8]?, any Error>)?

  func hand() {
    if let head { head.waiter.resume(with: head.result) }
    if let piece { piece.waiter.resume(with: piece.result) }
  }
}

/// The first part of an answer.
struct ResponseHead: Sendable {
  var status: Int
  var fields = HTTPFields()
}
