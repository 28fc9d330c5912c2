/// Entries of which the oldest are dropped when there are too many.
struct KeptEntries<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let limit: Int
  private var values: [Key: Value] = [:]
  /// The keys in the order in which they came, from `first` on; those that were removed stay until it is their turn.
  private var order: [Key] = []
  private var first = 0

  /// - Parameter limit: The most entries, at least 1.
  init(limit: Int) { self.limit = max(1, limit) }

  var count: Int { values.count }

  /// An entry; setting `nil` removes it, and a change does not make it younger.
  subscript(key: Key) -> Value? {
    get { values[key] }
    set {
      guard let newValue else {
        values[key] = nil
        return
      }
      if values.updateValue(newValue, forKey: key) == nil {
        order.append(key)
        dropOldest()
      }
    }
  }

  mutating func removeAll() { self = KeptEntries(limit: limit) }

  private mutating func dropOldest() {
    while first < order.count, values.count > limit || values[order[first]] == nil {
      values[order[first]] = nil
      first += 1
    }
    // Now and then, so that each entry costs little.
    if first > 1_000, first * 2 > order.count {
      order.removeFirst(first)
      first = 0
    }
  }
}
