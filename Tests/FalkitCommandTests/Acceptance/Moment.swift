import FalCore
import FalEmulator
import FalRequests

/// A moment in the life of a command that runs a model, in the order in which they come.
enum Moment: String, CaseIterable, Sendable {
  /// Its file is being uploaded; nothing was submitted.
  case uploading
  /// The request is on its way to fal, which has not looked at it.
  case submitting
  /// fal has taken it, and its answer has not come.
  case accepted
  /// The answer has come, and nothing was asked since.
  case answered
  case queued
  case running
  /// The model is done, and the result is on its way.
  case fetching
  /// The result is there, and nothing of its file.
  case beforeSaving
  /// Half of the file is there.
  case saving
  /// Everything is there, and not yet said.
  case saved

  /// Whether fal's id of the request has come.
  var hasID: Bool {
    switch self {
    case .uploading, .submitting, .accepted: false
    default: true
    }
  }

  /// Whether the result has come.
  var hasResult: Bool {
    switch self {
    case .beforeSaving, .saving, .saved: true
    default: false
    }
  }

  /// Sees to it that a command stops there.
  func prepare(_ studio: Studio) async throws {
    switch self {
    case .uploading: studio.failAlways(.upload, .silent)
    case .submitting: studio.hold(.submit)
    case .accepted: studio.failAlways(.submit, .silent)
    case .answered:
      studio.holdWork()
      studio.failAlways(.statusStream, .silent)
    case .queued: try await studio.occupy()
    case .running: studio.holdWork()
    case .fetching: studio.failAlways(.result, .silent)
    case .beforeSaving: studio.hold(.download)
    case .saving: studio.failAlways(.download, .silent)
    case .saved: break
    }
  }

  /// Waits until a command that saves into the folder `out` is there; at `saved` its standard output takes no more.
  func wait(_ studio: Studio) async throws {
    let accepted = self == .queued ? 2 : 1
    try await eventually("\(self)") {
      switch self {
      case .uploading: studio.received(.upload) >= 1
      case .submitting: studio.submits >= 1
      case .accepted: studio.emulator.statistics.accepted == accepted
      case .answered: studio.received(.statusStream) >= 1
      case .queued: try await studio.record()?.queuePosition != nil
      case .running: try await studio.record()?.state == .inProgress
      case .fetching: studio.received(.result) >= 1
      case .beforeSaving: studio.received(.download) >= 1
      case .saving: try studio.bytes(in: "out") > 0
      case .saved: try await studio.record()?.files.count == 1
      }
    }
  }
}
