import FalCore
import FalMedia
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Shows pictures in the terminal.
struct Preview: Sendable {
  /// How pictures are shown; `nil` when they are not.
  let graphics: TerminalGraphics?

  init(_ console: Console, isForced: Bool = false) {
    let isPossible = Terminal.isTerminal(.output) && console.mode != .json
    graphics = isPossible ? TerminalGraphics(isForced: isForced) : nil
  }

  /// Shows a file, when it is a picture that the terminal takes; gives whether it did.
  ///
  /// - Throws: `RunError` when the terminal takes nothing any longer.
  func show(_ path: String, _ facts: MediaFacts) throws(RunError) -> Bool {
    guard let graphics, facts.kind == .image, facts.byteCount <= TerminalGraphics.largestFile,
      facts.container == .png || graphics == .iTerm2, let content = try? Data(contentsOf: URL(fileURLWithPath: path))
    else { return false }
    let isInTmux = ProcessEnvironment.value("TMUX")?.isEmpty == false
    try Terminal.write(graphics.sequence(content, isInTmux: isInTmux) + "\n", to: .output)
    return true
  }
}
