import FalSystem

extension String {
  func padded(to width: Int) -> String {
    let missing = width - displayWidth
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }

  /// Cut to a width, with an ellipsis where something is missing.
  func truncated(to width: Int) -> String {
    guard displayWidth > width, width > 0 else { return self }
    let ellipsis = Self.ellipsis
    guard width >= ellipsis.count else { return String(ellipsis.prefix(width)) }
    var result = ""
    var used = ellipsis.count
    for character in self {
      used += String(character).displayWidth
      if used > width { break }
      result.append(character)
    }
    return result + ellipsis
  }

  /// What stands for what was cut off, in letters that the terminal has: in the locale `C` there is no other.
  static var ellipsis: String {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { ProcessEnvironment.value($0) }.first { !$0.isEmpty } ?? "UTF-8"
    let charset = locale.uppercased().filter { $0.isLetter || $0.isNumber }
    return charset.contains("UTF8") ? "…" : "..."
  }

  /// The columns that the text takes on a terminal.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + Self.columns(of: $1) }
  }

  private static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
