import FalCore
import FalRequests

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Submits what a command line asks of a model.
struct Submission: Sendable {
  /// The options of commands that submit.
  static let definitions: [OptionDefinition] =
    [
      OptionDefinition(
        name: "inline",
        summary: "Put local files into the input, as data URIs, instead of uploading them."
      ),
      OptionDefinition(
        name: "resume",
        summary: "Follow a request that asks the same and has not ended, if there is one."
      ),
      OptionDefinition(name: "force", summary: "Submit although such a request is on its way."),
      OptionDefinition(
        name: "label",
        value: "TEXT",
        summary: "What lists call the request.",
        defaultText: "its prompt"
      ),
      OptionDefinition(name: "session", value: "NAME", summary: "The session that the request belongs to."),
    ] + SubmitOptions.definitions

  /// A request that fal has taken.
  struct Submitted: Sendable {
    let record: RequestRecord
    let files: [InputTransfer.File]
    let isResumed: Bool
  }

  let call: ModelCall
  let access: RequestAccess
  let options: SubmitOptions
  /// What the request may cost; `nil` where that was asked before.
  var prices: PriceGuard?
  private let transfer: InputTransfer
  /// What is written down with the request.
  var notes: RequestNotes
  private let twins: Twins

  init(_ call: ModelCall, _ invocation: Invocation, _ access: RequestAccess, twins: Twins) throws(CommandError) {
    self.call = call
    self.access = access
    self.twins = twins
    options = try SubmitOptions(invocation)
    prices = try PriceGuard(invocation)
    transfer = try InputTransfer(invocation, access, lifetime: options.lifecycle?.expiration)
    var notes = RequestNotes()
    notes.label = invocation.value("label")
    notes.session = invocation.session
    notes.keepsInput = try invocation.settings.keepsInputs
    notes.folder = FileManager.default.currentDirectoryPath
    self.notes = notes
  }

  /// The input with addresses in the place of files, when its price is right.
  func input() async throws -> (json: JSON, files: [InputTransfer.File]) {
    do {
      try await prices?.check([call], access.client)
      return try await transfer.input(of: call)
    } catch is CancellationError {
      throw access.interrupted("nothing was submitted")
    }
  }

  /// Uploads, and submits once.
  ///
  /// - Throws: `CommandError`, `FalError`, `RequestStoreError`, `UnknownOutcome`.
  func submit() async throws -> Submitted {
    let (json, files) = try await input()
    access.progress.show("submitting", step: "submit")
    defer { access.progress.end(clear: true) }
    while true {
      if let record = try await twin(asking: json) { return Submitted(record: record, files: files, isResumed: true) }
      if Task.isCancelled { throw access.interrupted("nothing was submitted") }
      do {
        return Submitted(record: try await send(json, files), files: files, isResumed: false)
      } catch let error as RequestStoreError where isAboutToHaveTwin(error) {
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// The request to follow in place of a new one.
  private func twin(asking json: JSON) async throws -> RequestRecord? {
    guard twins == .follow else { return nil }
    return try await access.store.pending(call.endpoint, input: json).first { $0.handle != nil }
  }

  /// Whether another process is submitting the request to follow at this moment.
  private func isAboutToHaveTwin(_ error: RequestStoreError) -> Bool {
    twins == .follow && error.kind == .duplicate && error.candidates.contains { $0.state != .unknown }
  }

  private func send(_ json: JSON, _ files: [InputTransfer.File]) async throws -> RequestRecord {
    var notes = notes
    notes.localFiles = files.map { LocalFileReference(field: $0.field, path: $0.source.name) }
    // In a task of its own: a request that is being sent is not left in the dark because somebody is in a hurry.
    let sent = Task { [notes] in
      try await access.store.submit(
        to: call.endpoint,
        input: .json(json),
        options: options,
        notes: notes,
        duplicates: twins.duplicates
      )
    }
    return try await sent.value
  }
}

extension RequestAccess {
  /// What a command says that was told to end.
  func interrupted(_ what: String) -> CommandError {
    let code = interruption.signal?.exitCode ?? .interrupted
    return CommandError(code, "\(code == .interrupted ? "interrupted" : code.meaning); \(what)")
  }
}
