package import FalCore
package import FalRequests
package import FalStorage

/// What runs need of their surroundings.
package struct RunEnvironment: Sendable {
  var client: FalClient
  /// The requests on disk.
  package var store: RequestStore
  /// What was uploaded before; `nil` to upload in any case.
  var uploads: UploadIndex?
  /// Is told what happens, in its order.
  var report: @Sendable (RunEvent) -> Void

  package init(
    client: FalClient,
    store: RequestStore,
    uploads: UploadIndex?,
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.client = client
    self.store = store
    self.uploads = uploads
    self.report = report
  }

  /// The same, for one of many runs, which tells nothing.
  package var silent: RunEnvironment {
    var environment = self
    environment.report = { _ in }
    return environment
  }
}

/// What happens to a run.
package enum RunEvent: Sendable {
  /// A local file is on its way to fal.
  case uploading(_ name: String, TransferProgress)
  case uploaded
  case submitting
  /// fal has the request, or could not be given it.
  case submitted
  /// A direct call waits for its answer.
  case calling
  case called
  /// News of the queue.
  case queue(QueueUpdate)
  case cancelling
  /// The request is not followed any longer.
  case followed
  case saving(SaveProgress)
  case saved
}
