import FalRealtime

/// Sends numbers to an app that gives each back, while the app's server dies and comes again.
///
/// Each input has a serial number, which rises with every sending, so that it is known which one an answer is for: nothing may be
/// missing and nothing in another order, other than what was on its way when the server died. That is sent again.
struct Echo {
  private let fal: FalClient
  private static let count = 10_000
  /// So many may be on their way.
  private static let most = 32
  /// What memory may grow by between the first thousand messages and the last.
  private static let growth = 30_000

  init(_ fal: FalClient) { self.fal = fal }

  func run() async throws {
    // The server takes some seconds to start.
    let patience = RetryPolicy(attempts: 100, delay: .milliseconds(100), longestDelay: .milliseconds(300))
    let options = UsesRealtime.options(RealtimeReconnection(.atOnce, retries: patience))
    let connection = try await fal.connect(to: "test/echo", options: options)
    var events = connection.events.makeAsyncIterator()

    var unsent = Array((0..<Self.count).reversed())
    var waiting: [Int: Int] = [:]
    var serial = 0
    var heard = 0
    var answered = 0
    var isConnected = true
    /// Answers up to this serial number are to what was sent again.
    var oldest = 0
    var (losses, lost) = (0, 0)
    var early = 0
    let start = ContinuousClock.now

    while answered < Self.count {
      while isConnected, waiting.count < Self.most, let number = unsent.popLast() {
        serial += 1
        waiting[serial] = number
        let input: JSON = ["serial": .number(JSONNumber(serial)), "number": .number(JSONNumber(number)), "text": "äöü"]
        do {
          try await connection.send(.json(input))
        } catch let error as FalError where error.kind == .connection {
          // Nobody knows whether it arrived; the events say more.
          isConnected = false
        }
      }
      switch try await events.next() {
      case .result(let result)?:
        guard let answer = result.json["serial"].int else { throw Failed("an answer without a number: \(result.json)") }
        if answer <= oldest { continue }
        guard let number = waiting.removeValue(forKey: answer) else {
          throw Failed("an answer that nothing waits for: \(result.json)")
        }
        let isRight = result.json["number"].int == number && result.json["text"] == "äöü"
        try check(isRight, "the answer to \(number): \(result.json)")
        try check(answer == heard + 1, "the answer to \(answer) came after that to \(heard)")
        heard = answer
        answered += 1
        switch answered {
        case 1_000: early = try peakMemory()
        case Self.count / 4:
          say("\(answered) messages: \(Int(Double(answered) / ((.now - start) / .seconds(1)))) a second, each way")
          say("kill")
        case Self.count / 2, Self.count / 4 * 3: say("kill")
        default: break
        }
      case .disconnected(let error)?:
        try check(error != nil, "the server was killed, which is a fault")
        isConnected = false
        losses += 1
      case .reconnected?:
        isConnected = true
        // An input may have gone over the new connection before the loss of the old one was heard of; it is sent again, too.
        (oldest, heard) = (serial, serial)
        lost += waiting.count
        unsent += waiting.values.sorted(by: >)
        waiting = [:]
      case .notice(let action, let json)?: throw Failed("a notice: \(action) \(json)")
      case nil: throw Failed("the connection has ended after \(answered) messages")
      }
    }
    await connection.close()
    try check(losses == 3, "the server was killed three times, and a connection lost \(losses) times")
    let late = try peakMemory()
    say("\(answered) messages, none lost or in another order")
    say("the server was killed \(losses) times, with \(lost) on their way, which were sent again")
    say("memory: \(early) kB after 1000 messages, \(late) kB after \(answered)")
    try check(late - early < Self.growth, "memory grows")
  }
}
