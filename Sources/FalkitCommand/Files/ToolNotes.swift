/// `TOOLS.md`, in which some people note the keys of their tools: `FAL_KEY: id:secret` on a line.
enum ToolNotes {
  /// The key in such a text; `nil` when there is none, or only words that hold its place.
  static func key(in bytes: [UInt8]) -> String? {
    let decoration: Set<Character> = ["`", "*", "\"", "'", " ", "\t"]
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let name = line.firstRange(of: "FAL_KEY") else { continue }
      let rest = line[name.upperBound...].drop { decoration.contains($0) }
      guard let sign = rest.first, sign == ":" || sign == "=" else { continue }
      let word = rest.dropFirst().drop { decoration.contains($0) }.prefix { !decoration.contains($0) }
      // A key has two halves.
      if word.contains(":") { return String(word) }
    }
    return nil
  }
}
