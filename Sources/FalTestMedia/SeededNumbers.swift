/// A stream of numbers that is the same for the same seed on every machine (the SplitMix64 generator).
///
/// The standard library does not promise how its `random(in:using:)` functions use a generator, so the few
/// distributions that are needed are here.
package struct SeededNumbers {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but not including 1.
  package mutating func unit() -> Double {
    Double(bits() >> 11) / Double(1 << 53)
  }

  /// A number between two bounds.
  mutating func double(in bounds: ClosedRange<Double>) -> Double {
    bounds.lowerBound + unit() * (bounds.upperBound - bounds.lowerBound)
  }

  /// A whole number from 0 up to but not including a count, which must be positive.
  package mutating func index(below count: Int) -> Int {
    Int(bits() % UInt64(count))
  }
}
