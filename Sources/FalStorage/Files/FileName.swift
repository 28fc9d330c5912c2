import FalMedia

/// Names for files where they are uploaded.
enum FileName {
  private static let most = 100

  /// A name that can be a part of an address and of a header field.
  ///
  /// Letters of other alphabets become underscores; a name of which nothing is left becomes `upload`.
  static func safe(_ name: String, contentType: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let characters = last.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "." || scalar == "-" || scalar == "_" ? Character(scalar) : "_"
    }
    let plain = String(characters.drop { $0 == "." }.suffix(most))
    let dot = plain.lastIndex(of: ".") ?? plain.endIndex
    let hasName = plain[..<dot].contains { $0 != "_" }
    let ending = dot == plain.endIndex ? "" : String(plain[dot...])
    if hasName && !ending.isEmpty { return plain }
    let usual = FileExtensions.usual(for: contentType).map { ".\($0)" } ?? ".bin"
    return (hasName ? plain : "upload") + (ending.isEmpty ? usual : ending)
  }
}
