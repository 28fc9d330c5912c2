import FalCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Finds models by words, ranked by how well they fit.
public struct ModelSearch: Sendable {
  /// A model that fits.
  public struct Result: Sendable {
    /// The model.
    public let record: EndpointRecord
    /// How well it fits; only good for comparing results of one search.
    public let score: Double
    /// Where the words were found: `id`, `name`, `category`, `tags`, `group`, `inputs`, `outputs`.
    public let matched: [String]
  }

  /// The parts of a record that are searched, and what a word there is worth.
  private enum Part: String, CaseIterable {
    case id, name, category, tags, group, inputs, outputs

    var weight: Double {
      switch self {
      case .id: 10
      case .name: 8
      case .category: 8
      case .tags: 4
      case .group: 3
      case .inputs: 1
      case .outputs: 0.5
      }
    }

    func words(_ record: EndpointRecord) -> [String] {
      switch self {
      case .id: SearchWords.of(record.id)
      case .name: SearchWords.of(record.name)
      case .category: SearchWords.of(record.category)
      case .tags: record.tags.flatMap(SearchWords.of)
      case .group: record.group.map { SearchWords.of($0.key + " " + $0.label) } ?? []
      case .inputs: record.fields.flatMap(SearchWords.of)
      case .outputs: record.outputs.flatMap(SearchWords.of)
      }
    }
  }

  /// Where and how well one idea was found in one record.
  private struct Hit {
    var value: Double
    var part: Part
  }

  private let records: [EndpointRecord]
  private let words: [[(part: Part, words: [String])]]

  /// Prepares to search these models.
  public init(_ records: [EndpointRecord]) {
    self.records = records
    words = records.map { record in Part.allCases.map { ($0, $0.words(record)) } }
  }

  /// The models that fit, best first.
  ///
  /// Models must have every idea of the query, unless none has; then those with the most ideas are given. A word that
  /// occurs nowhere is taken as a misspelling of words that are near it.
  public func results(for text: String) -> [Result] {
    let ideas = SearchQuery(text).ideas
    guard !ideas.isEmpty else { return [] }
    let hits = ideas.map { idea -> [Hit?] in
      let exact = bestHits { word in idea.contains(word) ? 1 : 0 }
      if exact.contains(where: { $0 != nil }) { return widened(exact, idea) }
      return bestHits { word in idea.map { Self.similarity(word, $0) }.max() ?? 0 }
    }
    let rarity = hits.map { column -> Double in
      let count = column.count { $0 != nil }
      return log(1 + Double(records.count) / Double(1 + count))
    }

    let exactID = text.lowercased()
    let found = records.indices.compactMap { index -> (result: Result, ideas: Int)? in
      let own = hits.map { $0[index] }
      let count = own.count { $0 != nil }
      let record = records[index]
      let isExact = record.id.lowercased() == exactID
      guard count > 0 || isExact else { return nil }
      var score = zip(own, rarity).reduce(0) { $0 + ($1.0?.value ?? 0) * $1.1 }
      score *= Self.plainness(of: record)
      if record.status != .active { score /= 2 }
      if isExact { score += 1_000 }
      let parts = Part.allCases.filter { part in own.contains { $0?.part == part } }.map(\.rawValue)
      return (Result(record: record, score: score, matched: isExact ? ["id"] : parts), isExact ? ideas.count : count)
    }
    let most = found.map(\.ideas).max() ?? 0
    return found.filter { $0.ideas == most }.map(\.result).sorted {
      if $0.score != $1.score { return $0.score > $1.score }
      return $0.record.id < $1.record.id
    }
  }

  /// The best hit of each record.
  private func bestHits(_ match: (String) -> Double) -> [Hit?] {
    words.map { parts in
      var best: Hit?
      for (part, words) in parts {
        let quality = words.lazy.map(match).max() ?? 0
        let value = quality * part.weight
        if value > best?.value ?? 0 { best = Hit(value: value, part: part) }
      }
      return best
    }
  }

  /// Adds records that have the idea only as the beginning of a word, as `kling` has `klin`.
  private func widened(_ exact: [Hit?], _ idea: SearchQuery.Idea) -> [Hit?] {
    let longEnough = idea.filter { $0.utf8.count >= 3 }
    let beginnings = bestHits { word in longEnough.contains { word.utf8.starts(with: $0.utf8) } ? 0.6 : 0 }
    return zip(exact, beginnings).map { exact, beginning in
      (exact?.value ?? 0) >= (beginning?.value ?? 0) ? exact : beginning
    }
  }

  /// How likely a word is what a mistyped one stands for.
  private static func similarity(_ word: String, _ typed: String) -> Double {
    let length = typed.utf8.count
    if length >= 3, word.utf8.starts(with: typed.utf8) { return 0.8 }
    guard length >= 4 else { return 0 }
    let limit = length >= 8 ? 2 : 1
    guard let distance = EditDistance.between(Array(typed.utf8), Array(word.utf8), limit: limit) else { return 0 }
    return 0.7 / Double(distance)
  }

  /// Prefers the base of a family to its variants: fewer words in the id, nothing that narrows the use.
  private static func plainness(of record: EndpointRecord) -> Double {
    1 / (1 + 0.03 * Double(SearchWords.split(record.id).count))
  }
}
