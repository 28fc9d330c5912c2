import FalCore

/// What a model sends while it works.
enum StreamEvents {
  /// How many events there are in all.
  private static let count = 3

  /// Events that come ever closer to an output, which is the last: texts grow, and pictures are sent again.
  static func leading(to output: JSON) -> [JSON] {
    guard let (name, text) = answer(in: output) else { return [output, output] }
    let length = text.unicodeScalars.count
    let partial = (1..<count).map { step in
      var event = output
      event[name] = .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(length * step / count))))
      if event["partial"].bool != nil { event["partial"] = true }
      return event
    }
    return partial + [output]
  }

  private static func answer(in output: JSON) -> (name: String, text: String)? {
    for (name, value) in output.object ?? [:] where PlainValues.answers.contains(name) {
      if let text = value.string { return (name, text) }
    }
    return nil
  }
}
