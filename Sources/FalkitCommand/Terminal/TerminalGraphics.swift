import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The ways in which terminals show pictures.
enum TerminalGraphics: Sendable {
  /// The graphics protocol of Kitty, which Ghostty knows, too; of whole files it takes PNG.
  case kitty
  /// The inline images of iTerm2, which WezTerm knows, too; of any format that the system knows.
  case iTerm2

  /// Files beyond this size would keep the terminal busy for longer than anybody waits.
  static let largestFile = 64 << 20

  /// What the terminal knows, by its environment; `nil` for nothing that it tells of.
  ///
  /// Inside tmux and screen, which pass pictures on only when they are set up for it, there is none unless it is forced.
  init?(isForced: Bool, environment: (String) -> String? = ProcessEnvironment.value) {
    func value(_ name: String) -> String { environment(name) ?? "" }
    let term = value("TERM")
    let isInside =
      ["TMUX", "STY"].contains { !value($0).isEmpty } || term.hasPrefix("screen") || term.hasPrefix("tmux")
    if term == "dumb" || isInside && !isForced { return nil }
    if ["iTerm.app", "WezTerm"].contains(value("TERM_PROGRAM")) {
      self = .iTerm2
    } else if !value("KITTY_WINDOW_ID").isEmpty || term.contains("kitty") || term.contains("ghostty")
      || value("TERM_PROGRAM") == "ghostty"
    {
      self = .kitty
    } else if value("LC_TERMINAL") == "iTerm2" {
      self = .iTerm2
    } else {
      return nil
    }
  }

  /// What shows a picture where the cursor is.
  func sequence(_ content: Data, isInTmux: Bool) -> String {
    let base64 = content.base64EncodedString()
    switch self {
    case .iTerm2:
      let command = "\u{1B}]1337;File=size=\(content.count);inline=1;preserveAspectRatio=1:\(base64)\u{7}"
      return passed(command, isInTmux)
    case .kitty:
      // In pieces of at most 4096 bytes; all but the last say that more will follow.
      var commands = ""
      var rest = base64.utf8[...]
      var keys = "a=T,f=100,q=2,"
      repeat {
        let piece = rest.prefix(4096)
        rest = rest.dropFirst(4096)
        commands += passed("\u{1B}_G\(keys)m=\(rest.isEmpty ? 0 : 1);\(Substring(piece))\u{1B}\\", isInTmux)
        keys = ""
      } while !rest.isEmpty
      return commands
    }
  }

  /// A command for the terminal behind tmux.
  private func passed(_ command: String, _ isInTmux: Bool) -> String {
    guard isInTmux else { return command }
    let doubled = command.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "\u{1B}\u{1B}")
    return "\u{1B}Ptmux;\(doubled)\u{1B}\\"
  }
}
