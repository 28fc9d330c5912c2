/// The characters that one place of a pattern stands for.
struct ScalarSet: Sendable, Hashable {
  /// Characters that belong together.
  enum Part: Sendable, Hashable {
    case range(ClosedRange<UInt32>)
    /// A letter, mark, digit or joining punctuation.
    case word
    case digit
    case space
    /// A general category of Unicode, or all that begin with its letter: `Lu`, `L`.
    case category(String)
    /// What is not in a part.
    indirect case not(Part)
  }

  var parts: [Part]
  var isNegated = false
  var ignoresCase = false

  static let word = ScalarSet(parts: [.word])
  /// All but the end of a line.
  static let line = ScalarSet(parts: [.range(0x0A...0x0A)], isNegated: true)

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    (isListed(scalar) || ignoresCase && isListedInOtherCase(scalar)) != isNegated
  }

  private func isListed(_ scalar: Unicode.Scalar) -> Bool {
    parts.contains { Self.holds($0, scalar) }
  }

  private func isListedInOtherCase(_ scalar: Unicode.Scalar) -> Bool {
    [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].contains { mapping in
      mapping.unicodeScalars.count == 1 && mapping.unicodeScalars.allSatisfy(isListed)
    }
  }

  private static func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .range(let range): range.contains(scalar.value)
    case .word: isWord(scalar)
    case .digit: scalar.properties.generalCategory == .decimalNumber
    case .space: scalar.properties.isWhitespace
    case .category(let name): code(of: scalar.properties.generalCategory).hasPrefix(name)
    case .not(let part): !holds(part, scalar)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isAlphabetic
    }
  }

  /// Whether there are categories of a name.
  static func isCategory(_ name: String) -> Bool {
    codes.contains { $0.hasPrefix(name) } && !name.isEmpty
  }

  private static let codes = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  private static func code(of category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
