import FalCore

/// Compares what prompts refer to, as in `@Image2`, with what is given.
struct PromptReferenceCheck {
  /// A mark in a prompt.
  private struct Mention: Hashable {
    let mark: String
    let number: Int
  }

  let references: [PromptReference]

  func issues(in input: JSON) -> [ValidationIssue] {
    guard !references.isEmpty else { return [] }
    var issues: [ValidationIssue] = []
    var mentioned: Set<Mention> = []
    let prompts = Self.prompts(in: input)
    for (path, text) in prompts {
      var reported: Set<Mention> = []
      for mention in Self.mentions(in: text) {
        guard let reference = references.first(where: { $0.mark.lowercased() == mention.mark }) else { continue }
        mentioned.insert(mention)
        let count = input[reference.field].itemCount
        if (1...max(count, 1)).contains(mention.number), count > 0 { continue }
        guard reported.insert(mention).inserted else { continue }
        issues.append(
          ValidationIssue(
            path: path,
            problem: .referenceOutOfRange(
              reference: "@\(reference.mark)\(mention.number)",
              field: reference.field,
              count: count
            ),
            value: .string(text)
          )
        )
      }
    }
    return prompts.isEmpty ? [] : issues + unused(in: input, mentioned)
  }

  /// What is given in a list and never mentioned; a single picture or clip is meant even when the prompt is silent.
  private func unused(in input: JSON, _ mentioned: Set<Mention>) -> [ValidationIssue] {
    references.flatMap { reference in
      (input[reference.field].array ?? []).enumerated().compactMap { position, value in
        if mentioned.contains(Mention(mark: reference.mark.lowercased(), number: position + 1)) { return nil }
        return ValidationIssue(
          path: [.name(reference.field), .index(position)],
          problem: .referenceUnused(reference: "@\(reference.mark)\(position + 1)"),
          value: value
        )
      }
    }
  }

  /// The texts of inputs whose name says prompt, also those of a list of shots.
  private static func prompts(in input: JSON) -> [(path: JSONPath, text: String)] {
    (input.object ?? [:]).filter { $0.name.contains("prompt") && !$0.name.contains("negative") }.flatMap {
      name,
      value in
      if let text = value.string { return [([JSONStep.name(name)], text)] }
      return (value.array ?? []).enumerated().compactMap { position, shot in
        if let text = shot.string { return ([.name(name), .index(position)], text) }
        return shot["prompt"].string.map { ([.name(name), .index(position), .name("prompt")], $0) }
      }
    }
  }

  /// The words that follow an `@` and end in a number, in lower case, each with its number.
  private static func mentions(in text: String) -> [Mention] {
    text.split(separator: "@", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
      let mark = rest.prefix { $0.isLetter }
      let digits = rest[mark.endIndex...].prefix { $0.isASCII && $0.isNumber }
      return Int(digits).map { Mention(mark: mark.lowercased(), number: $0) }
    }
  }
}
