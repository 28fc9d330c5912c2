import FalRegistry

/// Makes texts of a server or a user fit to be a part of a file's name.
package enum SafeName {
  /// Longer texts are cut off.
  package static let longest = 80

  /// What systems do not take in names, or a shell would read as something else.
  private static let unwanted = Set("/\\<>:\"|?*'`$&;!#%{}~^".unicodeScalars)

  /// Names that are devices on Windows, whatever comes after a dot.
  private static let devices: Set<String> = {
    let numbered = ["com", "lpt"].flatMap { word in (0...9).map { "\(word)\($0)" } }
    return Set(["con", "prn", "aux", "nul", "conin$", "conout$"] + numbered)
  }()

  /// A text of which no part leads out of a folder, hides a file or looks like an option; `nil` when nothing is left.
  package static func part(_ text: String, longest: Int = longest) -> String? {
    var result = ""
    for scalar in text.unicodeScalars.prefix(4 * longest) {
      let isPlain = !PlainText.isHarmful(scalar) && !scalar.properties.isWhitespace && !unwanted.contains(scalar)
      let next: Unicode.Scalar = isPlain && scalar.value != 0xFFFD && !isInvisible(scalar) ? scalar : "_"
      // Several unwanted characters in a row become one.
      if next != "_" || result.unicodeScalars.last != "_" { result.unicodeScalars.append(next) }
    }
    result = trimmed(cut(result, toBytes: longest))
    guard result.contains(where: { $0 != "_" }) else { return nil }
    let stem = result.prefix { $0 != "." }.lowercased()
    return devices.contains(stem) ? "_" + result : result
  }

  /// A text as words of lower-case letters and digits with hyphens between them; `nil` when nothing is left.
  static func slug(_ text: String, longest: Int) -> String? {
    let words = text.prefix(longest).lowercased().split { !$0.isLetter && !$0.isNumber }
    return part(words.joined(separator: "-"), longest: 4 * longest)
  }

  /// A text cut at a character, so that it has no more bytes than this.
  static func cut(_ text: String, toBytes most: Int) -> String {
    guard text.utf8.count > most else { return text }
    var (result, count) = ("", 0)
    for character in text {
      count += character.utf8.count
      if count > most { break }
      result.append(character)
    }
    return result
  }

  /// Without dots and hyphens in front, which hide a file or begin an option, and dots at the end, which Windows drops.
  private static func trimmed(_ text: String) -> String {
    let front = text.drop { $0 == "." || $0 == "-" || $0 == "_" }
    return String(front.reversed().drop { $0 == "." || $0 == "_" }.reversed())
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .control, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
