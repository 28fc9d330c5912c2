import FalRunner

/// A size of files as it is written on the command line: `500000`, `200MB`, `1.5 GiB`.
enum ByteCountArgument {
  /// With an MB of 1024 x 1024 bytes, as fal counts in its limits.
  private static let bytesPerUnit: [String: Double] = [
    "": 1, "b": 1, "k": 1024, "m": 1_048_576, "g": 1_073_741_824, "t": 1_099_511_627_776,
  ]

  /// Reads a size; a number alone means bytes.
  ///
  /// - Parameters:
  ///   - text: What the user wrote.
  ///   - option: The option with its dashes, as in `--max-bytes`.
  /// - Returns: The number of bytes, at least 0, without a fraction.
  /// - Throws: `RunError` that says what can be written.
  static func bytes(_ text: String, option: String) throws(RunError) -> Int {
    guard let written = NumberWithUnit(text), let unit = bytesPerUnit[prefix(of: written.unit)] else {
      throw .usage("\(option) takes a size such as 500000, 800KB, 200MB or 1.5GB, not '\(text)'")
    }
    guard let bytes = Int(exactly: (written.number * unit).rounded(.down)) else {
      throw .usage("\(option) takes a size that fits into 64 bits, not '\(text)'")
    }
    return bytes
  }

  /// `m` of `M`, `MB` and `MiB`.
  private static func prefix(of unit: String) -> String {
    let unit = unit.lowercased()
    for ending in ["ib", "b"] where unit.count > ending.count && unit.hasSuffix(ending) {
      return String(unit.dropLast(ending.count))
    }
    return unit
  }
}
