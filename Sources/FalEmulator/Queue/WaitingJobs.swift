/// The ids of the jobs that wait, in the order in which they are started: those of low priority after all others.
///
/// Thousands may wait: to join, to be first, and to learn one's position costs the same however many there are.
struct WaitingJobs: Sendable {
  /// Those of one priority, each with a number, which it keeps; who leaves before it is first leaves a gap.
  private struct Line: Sendable {
    /// The ids from the number `base` on; of those before `first` all have left.
    private var ids: [String?] = []
    private var base = 0
    private var first = 0
    /// The numbers of the gaps from `first` on, in order.
    private var gaps: [Int] = []

    var count: Int { base + ids.count - first - gaps.count }

    mutating func append(_ id: String) -> Int {
      ids.append(id)
      return base + ids.count - 1
    }

    mutating func removeFirst() -> String? {
      while first < base + ids.count {
        let id = ids[first - base]
        if id == nil { gaps.removeFirst() }
        first += 1
        dropThoseWhoLeft()
        if let id { return id }
      }
      return nil
    }

    mutating func remove(_ number: Int) {
      guard number >= first, number < base + ids.count, ids[number - base] != nil else { return }
      ids[number - base] = nil
      gaps.insert(number, at: gapCount(before: number))
    }

    /// How many are ahead of the one with a number.
    func ahead(of number: Int) -> Int { number - first - gapCount(before: number) }

    private func gapCount(before number: Int) -> Int {
      var (low, high) = (0, gaps.count)
      while low < high {
        let middle = (low + high) / 2
        if gaps[middle] < number { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Now and then, so that each costs little.
    private mutating func dropThoseWhoLeft() {
      guard first - base > 1_000, (first - base) * 2 > ids.count else { return }
      ids.removeFirst(first - base)
      base = first
    }
  }

  private var normal = Line()
  private var low = Line()
  private var places: [String: (isLow: Bool, number: Int)] = [:]

  var count: Int { places.count }

  mutating func append(_ id: String, isLow: Bool) {
    places[id] = (isLow, isLow ? low.append(id) : normal.append(id))
  }

  mutating func removeFirst() -> String? {
    let id = normal.removeFirst() ?? low.removeFirst()
    if let id { places[id] = nil }
    return id
  }

  mutating func remove(_ id: String) {
    guard let place = places.removeValue(forKey: id) else { return }
    if place.isLow { low.remove(place.number) } else { normal.remove(place.number) }
  }

  /// How many are ahead; `nil` for one that does not wait.
  func position(of id: String) -> Int? {
    places[id].map { $0.isLow ? normal.count + low.ahead(of: $0.number) : normal.ahead(of: $0.number) }
  }
}
