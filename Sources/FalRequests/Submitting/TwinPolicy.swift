/// What to do when there are requests already that ask the same of the same model.
///
/// It is asked while nobody else submits, so that of two processes one finds what the other does.
package enum TwinPolicy: Sendable {
  /// Submit all the same.
  case submit
  /// Let somebody choose the request that takes the place of the new one; `nil` for none.
  case choose(@Sendable (Twins) throws -> RequestRecord?)

  /// Refuse while one has not ended.
  package static let refuse = TwinPolicy.choose { twins in
    let pending = twins.pending
    guard let twin = pending.first else { return nil }
    throw RequestStoreError.duplicate(twin, pending)
  }

  /// Follow one that has not ended, unless nobody knows whether fal has it; then refuse.
  package static let follow = TwinPolicy.choose { twins in
    let pending = twins.pending
    if let twin = pending.first(where: { $0.state != .unknown }) { return twin }
    guard let twin = pending.first else { return nil }
    throw RequestStoreError.duplicate(twin, pending)
  }

  init(_ policy: DuplicatePolicy) {
    switch policy {
    case .submit: self = .submit
    case .refuse: self = .refuse
    }
  }
}

/// The requests in the client's queue that ask the same of the same model.
package struct Twins: Sendable {
  /// Their names, newest first.
  package let ids: [RequestRecord.ID]
  private let read: @Sendable (RequestRecord.ID) -> RequestRecord?

  init(ids: [RequestRecord.ID], read: @escaping @Sendable (RequestRecord.ID) -> RequestRecord?) {
    self.ids = ids
    self.read = read
  }

  /// The record of one; `nil` when it was removed or cannot be read.
  package func record(_ id: RequestRecord.ID) -> RequestRecord? { read(id) }

  /// Those that have not ended, newest first.
  package var pending: [RequestRecord] { ids.compactMap(read).filter { !$0.state.isFinal } }
}

extension RequestStoreError {
  /// The same is on its way.
  package static func duplicate(_ twin: RequestRecord, _ all: [RequestRecord]) -> RequestStoreError {
    let state = "\(twin.requestID ?? twin.id.rawValue) is \(twin.state)"
    let message = "the same request is already on its way: \(state); follow that one, or allow a second"
    return RequestStoreError(.duplicate, message, candidates: all)
  }
}
