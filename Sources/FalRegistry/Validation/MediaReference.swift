/// How inputs refer to files.
package enum MediaReference {
  /// Whether a text is a web address or a data URI; it is not looked up.
  package static func isAddress(_ text: String) -> Bool {
    if let rest = text.rest(after: "https://") ?? text.rest(after: "http://") {
      return rest.first.map { !"/?#".utf8.contains($0) } ?? false && rest.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
    return isDataURI(text)
  }

  /// Whether a text is a data URI.
  static func isDataURI(_ text: String) -> Bool {
    text.rest(after: "data:")?.contains(UInt8(ascii: ",")) ?? false
  }
}

extension String {
  /// What follows a beginning in lower case, which may be written in any; `nil` when the text begins otherwise.
  fileprivate func rest(after beginning: StaticString) -> Substring.UTF8View? {
    let start = utf8.prefix(beginning.utf8CodeUnitCount)
    guard start.count == beginning.utf8CodeUnitCount else { return nil }
    let fits = beginning.withUTF8Buffer { expected in
      zip(start, expected).allSatisfy { $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1 }
    }
    return fits ? self[start.endIndex...].utf8 : nil
  }
}
