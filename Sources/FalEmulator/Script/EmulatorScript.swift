public import FalCore
import FalSystem

/// What a local fal answers in place of models, written down beforehand: a queue to wait in, failures, outputs of one's own.
///
/// ```swift
/// var configuration = EmulatorConfiguration()
/// configuration.script = EmulatorScript([
///   EmulatorScript.Answer("my/flaky", calls: 1...2, outcome: .failure(.infrastructure("internal_error", "out of memory"))),
///   EmulatorScript.Answer("my/flaky", queue: 3, outcome: .output(["seed": 7])),
/// ])
/// let emulator = try Emulator(configuration)
/// ```
///
/// Of the answers that fit a request the first is given. Endpoints that are named need not be known.
public struct EmulatorScript: Sendable {
  /// What becomes of a request.
  public enum Outcome: Sendable {
    /// An output, as fal would send it.
    case output(JSON)
    /// A failure.
    case failure(ModelFailure)
    /// What the model makes of the input, with the queue, time and logs of the answer.
    case model
  }

  /// An answer to some requests.
  public struct Answer: Sendable {
    /// The endpoint, or a glob over ids: `my/*`.
    public var endpoint: String
    /// Members that the input must have, with these values; any input where there are none.
    public var input: JSON
    /// Which of the requests that fit endpoint and input it is for, counted from 1; all where there is none.
    public var calls: ClosedRange<Int>?
    /// How many requests are said to be ahead at first.
    public var queue: Int
    /// How long each of those takes; a tenth of a second by default.
    public var queueTime: Duration
    /// How long the work takes; without it as long as with any model.
    public var duration: Duration?
    /// What the model writes while it works.
    public var logs: [String]
    /// What becomes of the request.
    public var outcome: Outcome

    /// Creates an answer.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint, or a glob over ids.
    ///   - input: Members that the input must have.
    ///   - calls: Which of the requests that fit, counted from 1.
    ///   - queue: How many requests are said to be ahead at first.
    ///   - queueTime: How long each of those takes.
    ///   - duration: How long the work takes.
    ///   - logs: What the model writes while it works.
    ///   - outcome: What becomes of the request.
    public init(
      _ endpoint: String,
      input: JSON = [:],
      calls: ClosedRange<Int>? = nil,
      queue: Int = 0,
      queueTime: Duration = .milliseconds(100),
      duration: Duration? = nil,
      logs: [String] = [],
      outcome: Outcome
    ) {
      self.endpoint = endpoint
      self.input = input
      self.calls = calls
      self.queue = queue
      self.queueTime = queueTime
      self.duration = duration
      self.logs = logs
      self.outcome = outcome
    }
  }

  /// The answers, of which the first that fits is given.
  public var answers: [Answer]
  /// Where the files are that outputs name.
  var folder: String?

  /// Creates a script.
  public init(_ answers: [Answer]) { self.answers = answers }
}

/// A script as it is played: which answers are how far.
final class ScriptPlayer: Sendable {
  let folder: String?
  private let answers: [(answer: EmulatorScript.Answer, glob: Glob)]
  private let counts: Lock<[Int]>

  init(_ script: EmulatorScript) {
    folder = script.folder
    answers = script.answers.map { ($0, Glob($0.endpoint)) }
    counts = Lock(Array(repeating: 0, count: script.answers.count))
  }

  /// Whether there is any answer for an endpoint, so that it counts as known.
  func knows(_ endpoint: EndpointID) -> Bool { answers.contains { $0.glob.matches(endpoint.description) } }

  /// The answer to a request, which is counted; `nil` when the script says nothing of it.
  func next(_ endpoint: EndpointID, _ input: JSON) -> EmulatorScript.Answer? {
    let id = endpoint.description
    return counts.withLock { counts in
      var found: EmulatorScript.Answer?
      for (position, (answer, glob)) in answers.enumerated()
      where glob.matches(id) && Self.fits(input, answer.input) {
        counts[position] += 1
        if found == nil, answer.calls?.contains(counts[position]) ?? true { found = answer }
      }
      return found
    }
  }

  private static func fits(_ input: JSON, _ wanted: JSON) -> Bool {
    (wanted.object ?? [:]).allSatisfy { input[$0.name] == $0.value }
  }
}
