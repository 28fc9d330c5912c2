import FalSystem

/// A place among a caller's requests that are being answered; left at the latest when nobody holds it any longer.
final class CallerPlace: Sendable {
  private let leaving: Lock<(@Sendable () -> Void)?>

  init(leaving: @escaping @Sendable () -> Void) {
    self.leaving = Lock(leaving)
  }

  deinit {
    leave()
  }

  /// Leaves it, once.
  func leave() {
    let leave = leaving.withLock { leaving in
      defer { leaving = nil }
      return leaving
    }
    leave?()
  }
}
