/// Where a request is on its way.
public struct QueueStatus: Sendable, Hashable {
  /// The stages of a request.
  public enum Phase: Sendable, Hashable {
    /// It waits for a machine.
    case inQueue
    /// The model works on it.
    case inProgress
    /// It has ended, with a result or with an error: only fetching the result tells.
    case completed
    /// It has failed. fal does not use this today.
    case failed
    /// It was cancelled. fal does not use this today.
    case cancelled
    /// Something that falkit does not know yet.
    case unknown(String)

    /// Whether nothing more will happen.
    public var isFinal: Bool {
      switch self {
      case .completed, .failed, .cancelled: true
      case .inQueue, .inProgress, .unknown: false
      }
    }
  }

  /// Where it is.
  public let phase: Phase
  /// How many requests are ahead of it in the queue; `nil` when fal does not say.
  public let queuePosition: Int?
  /// Lines that the model wrote.
  ///
  /// Asked for by polling, these are the latest ones, seen ones among them.
  public let logs: [LogEntry]
  /// How long the model worked; `nil` until it has ended.
  public let inferenceTime: Duration?
  /// What went wrong, where fal says it here; without it, the result may be an error all the same.
  public let error: String?
  /// fal's name of the problem: `runner_disconnected`.
  public let errorType: String?
  /// fal's whole answer.
  public let json: JSON

  /// Reads a status; `nil` when there is none in it.
  package init?(json: JSON) {
    guard let word = json["status"].string else { return nil }
    phase =
      switch word.uppercased() {
      case "IN_QUEUE": .inQueue
      case "IN_PROGRESS": .inProgress
      case "COMPLETED": .completed
      case "FAILED", "ERROR": .failed
      case "CANCELLED", "CANCELED": .cancelled
      default: .unknown(word)
      }
    queuePosition = json["queue_position"].int.flatMap { $0 >= 0 ? $0 : nil }
    logs = (json["logs"].array ?? []).compactMap(LogEntry.init(json:))
    inferenceTime = Duration(measuredSeconds: json["metrics"]["inference_time"].double)
    error = Self.reason(json)
    errorType = json["error_type"].string ?? json["error"]["type"].string ?? json["error"]["code"].string
    self.json = json
  }

  /// What went wrong, as a text or in an object, under one of several names.
  private static func reason(_ json: JSON) -> String? {
    let texts = [
      json["error"], json["error"]["message"], json["error"]["detail"], json["detail"], json["detail"]["message"],
    ]
    if let text = texts.lazy.compactMap(\.string).first(where: { !$0.isEmpty }) { return text }
    let issues = FieldIssue.issues(in: json["detail"])
    if !issues.isEmpty { return issues.map(\.description).joined(separator: "; ") }
    return json["error"].object.flatMap { $0.isEmpty ? nil : JSON.object($0).text() }
  }
}

extension QueueStatus: Codable {
  /// Reads fal's answer.
  public init(from decoder: any Decoder) throws {
    guard let status = QueueStatus(json: try JSON(from: decoder)) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "there is no status in it")
      )
    }
    self = status
  }

  /// Writes fal's answer.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
