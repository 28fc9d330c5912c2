#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Finds models by words, ranked by how well they fit.
///
/// A model must have every idea of the query, unless none has; then those with the most ideas are found. A word that
/// occurs nowhere is taken as a misspelling of words that are near it.
struct ModelSearch {
  let records: [EndpointRecord]
  let index: WordIndex

  /// Where and how well an idea was found in a record.
  private struct Hit {
    private var values: [WordIndex.Part: Double] = [:]

    mutating func add(_ part: WordIndex.Part, _ quality: Double) {
      values[part] = max(values[part] ?? 0, quality * part.weight)
    }

    /// The part where it was found best; of several the first.
    var part: WordIndex.Part? {
      let best = values.values.max()
      return WordIndex.Part.allCases.first { values[$0] == best }
    }

    /// The value of the best part, and a quarter of the others': a word that stands everywhere means more.
    ///
    /// Added up in one order: sums of fractions depend on it, and the order of results on them.
    var value: Double {
      let inOrder = WordIndex.Part.allCases.compactMap { values[$0] }
      let best = inOrder.max() ?? 0
      return best + (inOrder.reduce(0, +) - best) / 4
    }
  }

  /// The models that fit, best first.
  func results(for text: String) -> [SearchResult] {
    let ideas = SearchQuery(text).ideas.flatMap(splitting).map(hits)
    let rarity = ideas.map { log(1 + Double(records.count) / Double(1 + $0.count)) }
    let most = records.indices.map { record in ideas.count { $0[record] != nil } }.max() ?? 0
    guard most > 0 else { return [] }

    var results: [SearchResult] = []
    for (number, record) in records.enumerated() {
      let own = ideas.map { $0[number] }
      guard own.count(where: { $0 != nil }) == most else { continue }
      var score = zip(own, rarity).reduce(0) { $0 + ($1.0?.value ?? 0) * $1.1 } * Self.plainness(of: record)
      if record.status != .active { score /= 2 }
      if record.id == text { score += 1_000 }
      var labels: [String] = []
      for label in own.compactMap({ $0?.part?.label }) where !labels.contains(label) { labels.append(label) }
      results.append(SearchResult(record: record, score: score, matched: labels))
    }
    return results.sorted { $0.score == $1.score ? $0.record.id < $1.record.id : $0.score > $1.score }
  }

  /// An idea, or those of which its word is put together, where no model has the word itself: `faceswap`, `imgtovideo`.
  private func splitting(_ idea: SearchQuery.Idea) -> [SearchQuery.Idea] {
    guard idea.count == 1, let word = idea.first, word.utf8.count >= 6, word.allSatisfy(\.isASCII) else {
      return [idea]
    }
    guard !index.entries({ Self.fit($0, idea) }).contains(where: { $0.quality == 1 }) else { return [idea] }
    let known = Set(index.entries { word.contains($0) ? 1 : 0 }.map(\.entry.word)).union(SearchQuery.shortForms)
    guard let parts = Self.split(word[...], into: known, atMost: 3), parts.count > 1 else { return [idea] }
    return SearchQuery(parts.joined(separator: " ")).ideas
  }

  /// The fewest known words that a text is put together of, the longest first; `nil` when it is not.
  private static func split(_ text: Substring, into known: Set<String>, atMost count: Int) -> [String]? {
    func isKnown(_ word: String) -> Bool { known.contains(word) || known.contains(SearchWords.stem(word)) }
    if isKnown(String(text)) { return [String(text)] }
    guard count > 1 else { return nil }
    var best: [String]?
    var end = text.endIndex
    while end > text.startIndex {
      let head = String(text[..<end])
      if head == "to" || head.utf8.count > 2 && isKnown(head),
        let tail = split(text[end...], into: known, atMost: count - 1), tail.count + 1 < best?.count ?? .max
      {
        best = [head] + tail
      }
      end = text.index(before: end)
    }
    return best
  }

  /// The hit of an idea in each record that has it.
  private func hits(_ idea: SearchQuery.Idea) -> [Int: Hit] {
    let known = index.entries { Self.fit($0, idea) }
    let isKnown = known.contains { $0.quality == 1 }
    var hits: [Int: Hit] = [:]
    for (entry, quality) in isKnown ? known : index.entries({ Self.likeness($0, idea) }) {
      for (part, numbers) in entry.places {
        for number in numbers { hits[number, default: Hit()].add(part, quality) }
      }
    }
    return hits
  }

  /// How well a word stands for an idea: it is one of the idea's words, or begins with it, as `kling` with `klin`.
  private static func fit(_ word: String, _ idea: SearchQuery.Idea) -> Double {
    var best = 0.0
    for wanted in idea {
      if word == wanted { return 1 }
      if wanted.utf8.count >= 3, word.utf8.starts(with: wanted.utf8) { best = 0.6 }
    }
    return best
  }

  /// How likely a word is what mistyped ones stand for.
  private static func likeness(_ word: String, _ idea: SearchQuery.Idea) -> Double {
    idea.map { typed in
      let length = typed.utf8.count
      if length >= 3, word.utf8.starts(with: typed.utf8) { return 0.8 }
      guard length >= 4 else { return 0 }
      let limit = length >= 8 ? 2 : 1
      guard let distance = EditDistance.between(Array(typed.utf8), Array(word.utf8), limit: limit) else { return 0 }
      return 0.7 / Double(distance)
    }.max() ?? 0
  }

  /// Prefers the base of a family to its variants: the fewer words in the id, the better.
  private static func plainness(of record: EndpointRecord) -> Double {
    let words = record.id.utf8.count { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") }
    return 1 / (1 + 0.06 * Double(words))
  }
}
