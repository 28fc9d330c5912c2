#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A request that is kept on disk: what was submitted, and what became of it.
///
/// Input and result may be long and are read apart, with `RequestStore.input(of:)` and `result(of:)`. What a newer falkit
/// wrote into the file, and this one does not know, stays there.
public struct RequestRecord: Sendable, Hashable, Identifiable {
  /// falkit's own name of it, which it has before it is sent; names sort by time.
  public let id: ID
  /// The model.
  public let endpoint: EndpointID
  /// The members of the file, without input and result.
  package var members: JSONObject

  /// fal's id; `nil` until an answer has come.
  public var requestID: String? { members["request_id"]?.string }

  /// Where the request is, as falkit concludes.
  public internal(set) var state: RequestState {
    get { RequestState(rawValue: members["state"]?.string ?? "UNKNOWN") }
    set { members["state"] = .string(newValue.rawValue) }
  }

  /// fal's own word for where it is; `nil` until it was asked.
  public internal(set) var serviceStatus: String? {
    get { members["service_status"]?.string }
    set { members["service_status"] = newValue.map(JSON.string) }
  }

  /// How many requests are ahead of it in the queue; `nil` when fal did not say, or it no longer waits.
  public internal(set) var queuePosition: Int? {
    get { members["queue_position"]?.int }
    set { members["queue_position"] = newValue.map { .number(JSONNumber($0)) } }
  }

  /// The address of the queue that it was submitted to; only a client of that queue can follow it.
  public var queue: String { members["queue"]?.string ?? "" }

  /// What it is called in lists: the first words of its prompt.
  public var label: String? { members["label"]?.string }

  /// The session that it belongs to.
  public var session: String? { members["session"]?.string }

  /// The name that the program which made it has for it.
  public var tag: String? { members["tag"]?.string }

  /// What tells its model and input from others; `nil` when they were not known.
  var digest: String? { members["digest"]?.string }

  /// The folder in which it was made.
  public var folder: String? { members["folder"]?.string }

  /// The local files that stand in the input as addresses.
  public var localFiles: [LocalFileReference] {
    (members["local_files"]?.array ?? []).compactMap { json in
      guard let field = json["field"].string, let path = json["path"].string else { return nil }
      return LocalFileReference(field: field, path: path)
    }
  }

  /// How much of the input is kept.
  public var inputKept: InputKept { members["input_kept"]?.string.flatMap(InputKept.init) ?? .none }

  /// Whether there is a result to read.
  public var hasResult: Bool { state == .completed }

  /// The files of the result that were saved, in the order in which they were.
  public internal(set) var files: [SavedFile] {
    get { (members["files"]?.array ?? []).compactMap(SavedFile.init(json:)) }
    set { members["files"] = newValue.isEmpty ? nil : .array(newValue.map(\.json)) }
  }

  /// How long the model worked; `nil` when unknown.
  public internal(set) var inferenceTime: Duration? {
    get { Duration(measuredSeconds: members["inference_time"]?.double) }
    set { members["inference_time"] = newValue.flatMap { JSONNumber($0.inSeconds) }.map(JSON.number) }
  }

  /// What was charged, in the units of the model's price; `nil` when the answer did not tell.
  public internal(set) var billableUnits: Double? {
    get { members["billable_units"]?.double }
    set { members["billable_units"] = newValue.flatMap(JSONNumber.init).map(JSON.number) }
  }

  /// The request as the client knows it; `nil` until an answer has come.
  public var handle: RequestHandle<JSON>? {
    requestID.map {
      RequestHandle(endpoint: endpoint, requestID: $0, addresses: RequestAddresses(json: .object(members)))
    }
  }
}

// MARK: - Times

extension RequestRecord {
  /// When it was written down, before it was sent.
  public var created: Date { date("created_at") ?? Date(timeIntervalSince1970: 0) }

  /// When fal's answer came; `nil` when none did.
  public var submitted: Date? { date("submitted_at") }

  /// When it was found to have ended; `nil` while it has not.
  public var ended: Date? { date("ended_at") }

  /// When fal was asked to cancel it; `nil` when nobody did.
  public var cancelRequested: Date? { date("cancel_requested_at") }

  private func date(_ name: String) -> Date? { members[name]?.string.flatMap(RecordTime.date) }

  mutating func set(_ name: String, _ date: Date) {
    members[name] = .string(RecordTime.text(of: date))
  }
}

extension RequestRecord: CustomStringConvertible {
  /// Its name, fal's id, the model and the state, on one line.
  public var description: String { "\(id) \(requestID ?? "-") \(endpoint) \(state)" }
}
