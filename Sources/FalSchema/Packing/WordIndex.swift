import FalJSON

/// Which words occur where in the records of a registry.
///
/// In a packed registry the index is text, so that a search reads only what belongs to the words it finds: a line per
/// word, with the word, and for each part of records in which it occurs a column with the part's number and the
/// records' numbers.
package struct WordIndex: Sendable {
  /// The parts of a record that are searched.
  package enum Part: CaseIterable, Sendable {
    /// A whole segment of the id: `flux` of `fal-ai/flux/dev`, but not of `fal-ai/flux-lora`.
    case segment
    case id, name, category, tags, group, inputs, outputs

    /// What the part is called when a result tells where its words were found.
    package var label: String {
      switch self {
      case .segment, .id: "id"
      case .name: "name"
      case .category: "category"
      case .tags: "tags"
      case .group: "group"
      case .inputs: "inputs"
      case .outputs: "outputs"
      }
    }

    /// What a word is worth that is found there.
    package var weight: Double {
      switch self {
      case .segment: 14
      case .id: 10
      case .name, .category: 8
      case .tags: 4
      case .group: 3
      case .inputs: 1
      case .outputs: 0.5
      }
    }

    fileprivate func words(of record: EndpointRecord) -> [String] {
      if self == .segment {
        return record.id.split(separator: "/").flatMap { segment in
          let words = SearchWords.of(String(segment))
          return words.count == 1 ? words : []
        }
      }
      return texts(of: record).flatMap(SearchWords.of)
    }

    private func texts(of record: EndpointRecord) -> [String] {
      switch self {
      case .segment, .id: [record.id]
      case .name: [record.name]
      case .category: [record.category]
      case .tags: record.tags
      case .group: record.group.map { [$0.key, $0.label] } ?? []
      case .inputs: record.fields
      case .outputs: record.outputs
      }
    }
  }

  /// A word and, for each part, the numbers of the records that have it there.
  package struct Entry: Sendable {
    package let word: String
    package let places: [(part: Part, records: [Int])]
  }

  private let words: [String]
  private let readEntry: @Sendable (Int) -> Entry

  /// The entries whose word fits, with how well it fits.
  package func entries(_ match: (String) -> Double) -> [(entry: Entry, quality: Double)] {
    words.indices.compactMap { number in
      let quality = match(words[number])
      return quality > 0 ? (readEntry(number), quality) : nil
    }
  }
}

extension WordIndex {
  /// Indexes records, which are numbered by their position.
  package init(_ records: [EndpointRecord]) {
    let entries = Self.entries(of: records)
    words = entries.map(\.word)
    readEntry = { entries[$0] }
  }

  private static func entries(of records: [EndpointRecord]) -> [Entry] {
    var places: [String: [Part: [Int]]] = [:]
    for (number, record) in records.enumerated() {
      for part in Part.allCases {
        for word in Set(part.words(of: record)) { places[word, default: [:]][part, default: []].append(number) }
      }
    }
    return places.sorted(on: \.key).map { word, places in
      Entry(word: word, places: Part.allCases.compactMap { part in places[part].map { (part, $0) } })
    }
  }

  /// The index as text.
  static func packed(_ records: [EndpointRecord]) -> String {
    entries(of: records).map { entry in
      let columns = entry.places.map { part, records in
        ([Part.allCases.firstIndex(of: part) ?? 0] + records).map(String.init).joined(separator: "|")
      }
      return ([LineEscape.escape(entry.word)] + columns).joined(separator: "\t")
    }.joined(separator: "\n")
  }

  /// Uses an index that was packed as text.
  package init(packed text: StaticString) {
    let lines = text.lineRanges
    words = lines.map { line in
      var columns = LineColumns(text, line)
      return columns.text() ?? ""
    }
    readEntry = { number in
      var columns = LineColumns(text, lines[number])
      let word = columns.text() ?? ""
      var places: [(Part, [Int])] = []
      while case let numbers = columns.list().names.compactMap({ Int($0) }), let part = numbers.first {
        places.append((Part.allCases[part], Array(numbers.dropFirst())))
      }
      return Entry(word: word, places: places)
    }
  }
}
