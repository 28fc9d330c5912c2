/// Values that take a while to get, such as tokens: each is got once, for all who need it, for as long as it is fresh.
package final class FreshValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private enum Entry: Sendable {
    case known(Value)
    case onItsWay(SharedWork<Value>)
  }

  private let entries = Lock<[Key: Entry]>([:])
  private let isFresh: @Sendable (Value) -> Bool

  /// Remembers values for as long as a closure says that they are fresh.
  package init(isFresh: @escaping @Sendable (Value) -> Bool) { self.isFresh = isFresh }

  /// The value that is known, or a new one.
  ///
  /// - Throws: What the closure throws, `CancellationError`.
  package func value(
    for key: Key,
    get: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    while true {
      let entry = entries.withLock { entries -> Entry in
        switch entries[key] {
        case .known(let value)? where isFresh(value): return .known(value)
        case .onItsWay(let work)?: return .onItsWay(work)
        default:
          let work = SharedWork(get)
          entries[key] = .onItsWay(work)
          return .onItsWay(work)
        }
      }
      switch entry {
      case .known(let value): return value
      case .onItsWay(let work):
        do {
          let value = try await work.value()
          replace(work, of: key, by: .known(value))
          return value
        } catch {
          replace(work, of: key, by: nil)
          // Others have given up on it just before this task joined them.
          if error is CancellationError, !Task.isCancelled { continue }
          throw error
        }
      }
    }
  }

  /// Drops a value that turned out to be good no longer.
  package func forget(_ key: Key, where isMeant: @Sendable (Value) -> Bool) {
    entries.withLock { entries in
      if case .known(let known)? = entries[key], isMeant(known) { entries[key] = nil }
    }
  }

  private func replace(_ work: SharedWork<Value>, of key: Key, by entry: Entry?) {
    entries.withLock { entries in
      if case .onItsWay(let current)? = entries[key], current === work { entries[key] = entry }
    }
  }
}
