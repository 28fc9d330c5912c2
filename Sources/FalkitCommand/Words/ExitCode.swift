import FalRunner

/// What falkit tells the shell; the numbers are those of sysexits where there is one.
enum ExitCode: Int32, Sendable, CaseIterable {
  case ok = 0
  case failed = 1
  case partial = 3
  case usage = 64
  case invalid = 65
  case notFound = 66
  case unavailable = 69
  case internalError = 70
  case cannotWrite = 73
  case tryLater = 75
  case auth = 77
  case config = 78
  // What shells say of processes that a signal ended: 128 and its number.
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// The stable name that JSON errors carry.
  var name: String {
    switch self {
    case .ok: "ok"
    case .failed: "failed"
    case .partial: "partial"
    case .usage: "usage"
    case .invalid: "invalid"
    case .notFound: "not-found"
    case .unavailable: "unavailable"
    case .internalError: "internal"
    case .cannotWrite: "cannot-write"
    case .tryLater: "try-later"
    case .auth: "auth"
    case .config: "config"
    case .hungUp: "hung-up"
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    }
  }

  var meaning: String {
    switch self {
    case .ok: "the command did what it was asked"
    case .failed: "the command ran and the answer is no"
    case .partial: "some of several items failed"
    case .usage: "unknown command or flag, or a wrong argument"
    case .invalid: "the input is wrong"
    case .notFound: "the file, endpoint or request does not exist"
    case .unavailable: "fal could not be reached, or --offline forbids it"
    case .internalError: "a bug in falkit"
    case .cannotWrite: "the output or a file cannot be written"
    case .tryLater: "not yet: fal asks for patience"
    case .auth: "there is no key, or it may not do this"
    case .config: "the configuration or the registry cannot be read"
    case .hungUp: "the terminal went away"
    case .interrupted: "Ctrl-C"
    case .terminated: "the process was told to end"
    }
  }
}

extension ExitCode {
  init(_ kind: RunError.Kind) {
    self =
      switch kind {
      case .failed: .failed
      case .usage: .usage
      case .invalid: .invalid
      case .notFound: .notFound
      case .unavailable: .unavailable
      case .internalError: .internalError
      case .cannotWrite, .readerLeft: .cannotWrite
      case .tryLater: .tryLater
      case .auth: .auth
      case .config: .config
      case .interrupted: .interrupted
      case .terminated: .terminated
      case .hungUp: .hungUp
      }
  }
}
