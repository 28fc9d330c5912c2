/// Writes manual pages in the macros of man(7).
struct Roff {
  private(set) var text: String

  /// Begins a page of section 1, the programs for users.
  init(title: String, version: String) {
    text = ".TH \(Self.quoted(title.uppercased())) 1 \"\" \(Self.quoted("falkit \(version)")) \"User Commands\"\n"
    // Nothing that is to be copied is broken at a hyphen, and the right margin stays ragged.
    text += ".nh\n.ad l\n"
  }

  mutating func section(_ name: String) { text += ".SH \(Self.quoted(name))\n" }

  mutating func subsection(_ name: String) { text += ".SS \(Self.quoted(name))\n" }

  /// A line that is roff already.
  mutating func raw(_ line: String) { text += line + "\n" }

  mutating func paragraph(_ content: String) { text += ".PP\n\(Self.line(content))\n" }

  /// Words of which the first are bold, as in a synopsis.
  mutating func synopsis(bold: String, _ rest: String) {
    text += ".PP\n\\fB\(Self.escaped(bold))\\fR\(rest.isEmpty ? "" : " " + Self.escaped(rest))\n"
  }

  /// A bold term, and what it means.
  mutating func entry(_ term: String, _ meaning: String) {
    text += ".TP\n\\fB\(Self.escaped(term))\\fR\n\(Self.line(meaning))\n"
  }

  /// A line to copy, and what it does.
  mutating func example(_ command: String, _ meaning: String) {
    text += ".PP\n\(Self.line(meaning)):\n.PP\n.RS 4\n.nf\n\(Self.line(command))\n.fi\n.RE\n"
  }

  /// Text as roff shows it unchanged: a hyphen that can be copied, and no word that is an instruction.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// A line of text, which may begin with the sign of an instruction.
  private static func line(_ text: String) -> String {
    // An apostrophe is escaped anyway.
    (text.hasPrefix(".") ? "\\&" : "") + escaped(text)
  }

  /// An argument of an instruction.
  private static func quoted(_ text: String) -> String {
    "\"\(escaped(text).replacing("\"", with: "\\(dq"))\""
  }
}
