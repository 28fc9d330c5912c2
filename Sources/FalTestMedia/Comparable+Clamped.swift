extension Comparable {
  /// The nearest value inside the bounds.
  package func clamped(to bounds: ClosedRange<Self>) -> Self {
    min(max(self, bounds.lowerBound), bounds.upperBound)
  }
}
