import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is to be submitted.
struct RequestDraft: Sendable {
  let endpoint: EndpointID
  let input: JSON
  let options: SubmitOptions
  let notes: RequestNotes
  let client: FalClient
  let digest: String

  init(endpoint: EndpointID, input: JSON, options: SubmitOptions, notes: RequestNotes, client: FalClient) {
    self.endpoint = endpoint
    self.input = input
    self.options = options
    self.notes = notes
    self.client = client
    digest = InputDigest.of(endpoint, notes.identity ?? input)
  }

  /// What is written down before it is sent.
  func text(id: RequestRecord.ID, at date: Date) -> RecordText {
    var notes = notes
    notes.label = notes.label ?? RequestRecord.label(of: input)
    var record = RequestRecord.intent(id: id, endpoint: endpoint, queue: client.hosts.queue, at: date, notes: notes)
    record.members["digest"] = .string(digest)
    record.members["options"] = RequestRecord.json(of: options)
    if !notes.keepsInput { record.members["echoes"] = InputEchoes(of: input).json }
    let (kept, share) = notes.keepsInput ? InputKept.part(of: input) : (nil, .none)
    record.members["input_kept"] = .string(share.rawValue)
    return RecordText(record, input: kept)
  }
}

/// A request that is written down, and not sent yet.
struct Intent {
  var text: RecordText
  let lock: RecordLock
}
