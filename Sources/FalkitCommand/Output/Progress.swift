import FalCore
import FalRunner
import FalSystem

/// What a command that takes its time shows meanwhile, on standard error.
///
/// On a terminal there is one line that says what happens now and for how long, above it the lines that stay. Elsewhere
/// there is nothing, or, where the user wants it plain, a line for each step and no control characters.
final class Progress: Sendable {
  enum Mode: String, Sendable, CaseIterable {
    /// A line that changes.
    case live
    /// Lines that stay.
    case plain
    case none

    /// What suits the stream, and what the user wants of it.
    init(_ console: Console) {
      // Who wants no colours gets no other control characters either.
      let isSimple =
        ProcessEnvironment.value("TERM") == "dumb" || ProcessEnvironment.value("NO_COLOR")?.isEmpty == false
      self =
        switch console.progress {
        case _ where console.isQuiet || console.mode == .json: .none
        case .none: .none
        case .plain: .plain
        case .auto: Terminal.isTerminal(.error) ? (isSimple ? .plain : .live) : .none
        }
    }
  }

  private struct State {
    /// What happens now.
    var text: String?
    /// What kind of step it is; while it stays the same, the line is replaced.
    var step = ""
    var start: ContinuousClock.Instant
    var ticker: Task<Void, Never>?
  }

  private let mode: Mode
  private let style: Style
  private let width: Int
  private let state: Lock<State>

  init(_ console: Console, mode: Mode? = nil) {
    self.mode = mode ?? Mode(console)
    style = console.errorStyle
    width = min(console.width, 80)
    state = Lock(State(start: .now))
  }

  /// Says what happens now; a step of another name leaves the line of the one before where it is.
  ///
  /// - Parameters:
  ///   - text: What happens.
  ///   - detail: How far it has come, which is shown only where a line can change.
  ///   - step: The name of the step.
  func show(_ text: String, _ detail: String = "", step: String) {
    let text = TerminalText.text(mode == .live ? text + detail : text)
    state.withLock { state in
      let isNew = state.step != step
      switch mode {
      case .none: return
      case .plain:
        if state.text != text { write("  \(text)\n") }
      case .live:
        if isNew { commit(&state) }
        write("\r\u{1B}[K" + line(text, state))
        if state.ticker == nil { state.ticker = tick() }
      }
      state.text = text
      state.step = step
    }
  }

  /// Writes a line that stays.
  func note(_ text: String) {
    state.withLock { state in
      guard mode == .live, let current = state.text else { return write(text + "\n") }
      write("\r\u{1B}[K\(text)\n" + line(current, state))
    }
  }

  /// Ends the line of the present step, which stays; with `clear` it goes away.
  func end(clear: Bool = false) {
    state.withLock { state in
      state.ticker?.cancel()
      state.ticker = nil
      if clear, mode == .live, state.text != nil { write("\r\u{1B}[K") } else { commit(&state) }
      state.text = nil
      state.step = ""
    }
  }

  private func commit(_ state: inout State) {
    guard mode == .live, let text = state.text else { return }
    write("\r\u{1B}[K" + line(text, state) + "\n")
    state.text = nil
  }

  private func line(_ text: String, _ state: State) -> String {
    let seconds = Int((ContinuousClock.now - state.start) / .seconds(1))
    let time = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    // One column stays free, because some terminals begin a new line after the last.
    let room = max(10, width - 4 - time.count)
    return "  " + text.truncated(to: room).padded(to: room) + " " + style.dim(time)
  }

  /// Redraws the line every second, so that one sees that time passes.
  private func tick() -> Task<Void, Never> {
    Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        guard let self, !Task.isCancelled else { return }
        self.state.withLock { state in
          if let text = state.text { self.write("\r\u{1B}[K" + self.line(text, state)) }
        }
      }
    }
  }

  private func write(_ text: String) {
    try? Terminal.write(text, to: .error)
  }
}
