import FalRunner

/// Which way a run takes.
enum RunMode: Sendable {
  /// Through the queue, until the result is there.
  case wait
  /// Into the queue, and no further.
  case submit
  /// A direct call.
  case direct
  /// A direct call of which the answer comes in pieces.
  case stream

  /// As the options say.
  ///
  /// - Throws: `RunError` with exit code 64 for options that would do nothing.
  init(_ options: ParsedOptions) throws(RunError) {
    let modes: [(option: OptionName, mode: RunMode)] = [(.noWait, .submit), (.sync, .direct), (.stream, .stream)]
    let given = modes.filter { options.has($0.option) }
    guard given.count < 2 else {
      throw .usage("--\(given[0].option) and --\(given[1].option) do not go together")
    }
    self = given.first?.mode ?? .wait
    let useless: [OptionName] =
      switch self {
      case .wait: []
      case .submit: [.download, .output, .preview, .open, .logs]
      case .direct: [.resume, .force, .logs]
      case .stream: [.download, .output, .preview, .open, .resume, .force, .logs]
      }
    if let option = useless.first(where: options.has), let mode = given.first {
      throw .usage("--\(option) does not go with --\(mode.option)", hint: "falkit run --help")
    }
  }
}
