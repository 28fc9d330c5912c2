import FalJSON

extension MediaLimits {
  /// The limits in words: `mp4 mov, 3-10.05 s, 720-2160 px, 24-60 fps, at most 200 MB`.
  package var words: [String] {
    if isEmpty { return [] }
    var rest = numbers
    var facts: [String] = []
    if !formats.isEmpty { facts.append(formats.joined(separator: " ")) }

    func take(_ what: String) -> String? {
      let least = rest.removeValue(forKey: "min_\(what)").map(Self.short)
      let most = rest.removeValue(forKey: "max_\(what)").map(Self.short)
      switch (least, most) {
      case (let least?, let most?): return least == most ? "exactly \(least)" : "\(least)-\(most)"
      case (let least?, nil): return "at least \(least)"
      case (nil, let most?): return "at most \(most)"
      case (nil, nil): return nil
      }
    }
    if let text = take("duration") { facts.append("\(text) s") }
    switch (take("width"), take("height")) {
    case (let width?, let height?):
      facts.append(width == height ? "\(width) px" : "\(width) px wide, \(height) px high")
    case (let width?, nil): facts.append("\(width) px wide")
    case (nil, let height?): facts.append("\(height) px high")
    case (nil, nil): break
    }
    for (name, unit) in [("pixels", " pixels"), ("area", " pixels"), ("fps", " fps"), ("frames", " frames")] {
      if let text = take(name) { facts.append(text + unit) }
    }
    if let text = take("aspect_ratio") { facts.append("width/height \(text)") }
    if let size = rest.removeValue(forKey: "max_file_size") { facts.append("at most \(Self.bytes(size))") }
    for (name, number) in rest.sorted(on: \.key) {
      facts.append("\(name.split(separator: "_").joined(separator: " ")) \(Self.short(number))")
    }
    return facts
  }

  private static func short(_ number: JSONNumber) -> String {
    number.int.map(String.init) ?? number.description
  }

  /// A size in MB: 1024 x 1024 bytes where that gives a whole number, as most limits do, else a million.
  private static func bytes(_ number: JSONNumber) -> String {
    guard let count = number.int else { return "\(number) bytes" }
    if count % (1 << 20) == 0 { return "\(count >> 20) MB" }
    if count % 1_000_000 == 0 { return "\(count / 1_000_000) MB" }
    return "\(count) bytes"
  }
}
