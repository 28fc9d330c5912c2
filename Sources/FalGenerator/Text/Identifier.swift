/// Makes Swift names of the service's names.
enum Identifier {
  /// The name of a member: `imageURLs` of `image_urls`.
  static func member(_ name: String) -> String {
    usable(withoutLeadingDigit(NameWords(name).lowerCamel))
  }

  /// The name of a type: `LoraWeight` of `lora_weight`.
  static func type(_ name: String) -> String {
    withoutLeadingDigit(NameWords(name).upperCamel)
  }

  /// The name of an allowed value.
  ///
  /// - Parameters:
  ///   - value: The value, as the service writes it.
  ///   - prefix: What stands in front of a value that starts with a digit.
  /// - Returns: The name, without backticks.
  static func value(_ value: String, prefix: String) -> String {
    if isRatio(value) { return "ratio" + String(value.map { $0 == ":" ? "x" : $0 == "." ? "_" : $0 }) }
    let name = NameWords(value).lowerCamel
    guard startsWithDigit(name) else { return reservedValues.contains(name) ? name + "Value" : usable(name) }
    let prefix = withoutLeadingDigit(NameWords(prefix).lowerCamel)
    // `resolution2K`, and `fps30` of `30fps`.
    let full = NameWords(value).upperCamel
    let unit = full.lowercased().hasSuffix(prefix.lowercased()) ? full.dropLast(prefix.count) : full[...]
    return prefix + (value.hasPrefix("-") ? "Minus" : "") + unit
  }

  /// The name with backticks where Swift needs them.
  static func quoted(_ name: String) -> String {
    keywords.contains(name) ? "`\(name)`" : name
  }

  /// A name that is not among those taken: with a number at the end, if need be.
  static func unique(_ name: String, among taken: Set<String>) -> String {
    var candidate = name
    var number = 2
    while taken.contains(candidate) {
      // imageSize16x9 and a number would run into one.
      candidate = startsWithDigit(String(name.last ?? "_")) ? "\(name)_\(number)" : "\(name)\(number)"
      number += 1
    }
    return candidate
  }

  /// Whether a value is written like `16:9`.
  private static func isRatio(_ value: String) -> Bool {
    startsWithDigit(value) && value.utf8.contains(UInt8(ascii: ":"))
      && value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
  }

  private static func startsWithDigit(_ name: String) -> Bool {
    name.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
  }

  private static func withoutLeadingDigit(_ name: String) -> String {
    startsWithDigit(name) ? "_\(name)" : name
  }

  private static func usable(_ name: String) -> String {
    reservedMembers.contains(name) ? name + "Value" : name
  }

  /// Members that Swift or falkit gives a meaning of their own, even between backticks.
  ///
  /// `none` would be the optional's.
  private static let reservedMembers: Set<String> = Set([
    "init", "json", "none", "rawValue", "reader", "self", "some", "write", "writer",
  ]).union(Ability.allCases.map(\.property))

  /// What sets of values have themselves.
  private static let reservedValues: Set<String> = ["allKnown", "description", "hash", "hashValue", "known"]

  /// Types that generated code refers to by name.
  static let reservedTypes: Set<String> = [
    "Any", "Array", "AudioFile", "Bool", "Boxed", "Dictionary", "Double", "EndpointID", "FalCore", "FalEndpoint",
    "FalFile", "FalInput", "FalOutput", "FalStreamingEndpoint", "Has3DModels", "HasAudio", "HasImages", "HasText",
    "HasVideos", "ImageFile",
    "ImageSize", "Input", "InputWriter", "Int", "JSON", "MediaFile", "MediaInput",
    "OpenEnum", "Optional", "Output", "OutputReader", "Protocol", "Self", "Sendable", "String",
    "Swift", "Type", "UInt64", "VideoFile",
  ]

  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit",
    "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
    "in", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
    "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
    "try", "typealias", "var", "where", "while",
  ]
}
