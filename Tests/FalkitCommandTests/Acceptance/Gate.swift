import Foundation

/// What threads of a server wait at until they are let through.
final class Gate: Sendable {
  private let condition = NSCondition()
  // Only touched with the condition's lock held.
  nonisolated(unsafe) private var isOpen: Bool

  init(isOpen: Bool) {
    self.isOpen = isOpen
  }

  func open() { set(true) }

  func close() { set(false) }

  /// Returns when it is open.
  func pass() {
    condition.lock()
    while !isOpen { condition.wait() }
    condition.unlock()
  }

  private func set(_ isOpen: Bool) {
    condition.lock()
    self.isOpen = isOpen
    condition.broadcast()
    condition.unlock()
  }
}
