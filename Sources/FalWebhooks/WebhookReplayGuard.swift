import FalSystem

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Remembers which requests webhooks have told of, so that each is acted upon once.
///
/// fal delivers a webhook again when it got no answer of success in time, for some hours; and somebody who has seen one
/// could send it again. It is kept in memory: after a restart the program's own records must tell (``WebhookDelivery/requestID``).
///
/// ```swift
/// let seen = WebhookReplayGuard()
///
/// func act(on delivery: WebhookDelivery) throws {
///   guard seen.insert(delivery) else { return }
///   print(try delivery.event().outcome)
/// }
/// ```
public final class WebhookReplayGuard: Sendable {
  private struct Seen {
    var ids: Set<String> = []
    /// In the order in which they came.
    var order: [(id: String, time: Date)] = []
    var first = 0
  }

  private let seen = Lock(Seen())
  private let memory: TimeInterval
  private let capacity: Int
  private let now: @Sendable () -> Date

  /// Creates a guard.
  ///
  /// - Parameters:
  ///   - memory: How long it remembers, 3 hours by default: longer than fal tries.
  ///   - capacity: How many it remembers, the latest, at least 1; 100,000 by default.
  ///   - now: The time.
  public init(
    memory: Duration = .seconds(3 * 3600),
    capacity: Int = 100_000,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.memory = memory / .seconds(1)
    self.capacity = max(1, capacity)
    self.now = now
  }

  /// Remembers a delivery; `false` when there was one about the same request before.
  public func insert(_ delivery: WebhookDelivery) -> Bool {
    let time = now()
    return seen.withLock { seen in
      while seen.first < seen.order.count {
        let oldest = seen.order[seen.first]
        guard time.timeIntervalSince(oldest.time) > memory || seen.ids.count >= capacity else { break }
        seen.ids.remove(oldest.id)
        seen.first += 1
      }
      // Now and then, so that forgetting costs little for each.
      if seen.first > 1_000, seen.first * 2 > seen.order.count {
        seen.order.removeFirst(seen.first)
        seen.first = 0
      }
      guard seen.ids.insert(delivery.requestID).inserted else { return false }
      seen.order.append((delivery.requestID, time))
      return true
    }
  }

  /// Forgets a delivery that could not be acted upon, so that fal's next attempt is.
  public func remove(_ delivery: WebhookDelivery) {
    seen.withLock { seen in
      seen.ids.remove(delivery.requestID)
      seen.order.removeFirst(seen.first)
      seen.first = 0
      seen.order.removeAll { $0.id == delivery.requestID }
    }
  }
}
