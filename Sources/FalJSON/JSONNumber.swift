#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A JSON number that loses nothing on the way through falkit.
///
/// Whole numbers are kept exactly, whatever their size (fal's seeds exceed what a `Double` can hold), other numbers as
/// `Double`. Numbers are equal when their values are, so `1` equals `1.0`; those too large for `Int64` and `Double` are
/// compared as they are written.
///
/// ```swift
/// let seed = try JSON(parsing: "18446744073709551615").number
/// print(seed?.uint64 ?? 0, seed?.int ?? 0, seed?.double ?? 0)  // 18446744073709551615 0 1.8446744073709552e+19
/// ```
public struct JSONNumber: Sendable {
  enum Storage: Sendable {
    case integer(Int64)
    case floating(Double)
    /// A number that neither type can hold, as it was written: `18446744073709551616`, `1e400`.
    case literal(String)
  }

  let storage: Storage

  init(_ storage: Storage) {
    self.storage = storage
  }

  /// Creates a number from an integer.
  public init(_ value: some BinaryInteger) {
    if let small = Int64(exactly: value) {
      storage = .integer(small)
    } else {
      storage = .literal(value.description)
    }
  }

  /// Creates a number from a `Double`, or `nil` for infinities and NaN, which JSON cannot express.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    storage = .floating(value)
  }

  /// The value as an integer, or `nil` when it is not whole or does not fit.
  public var int: Int? {
    switch storage {
    case .integer(let value): Int(exactly: value)
    case .floating(let value): Int(exactly: value)
    case .literal: nil
    }
  }

  /// The value as an unsigned 64-bit integer, or `nil` when it is not whole or does not fit.
  public var uint64: UInt64? {
    switch storage {
    case .integer(let value): UInt64(exactly: value)
    case .floating(let value): UInt64(exactly: value)
    case .literal(let text): UInt64(text)
    }
  }

  /// The nearest `Double`; infinite when the number is too large for the type.
  public var double: Double {
    switch storage {
    case .integer(let value): Double(value)
    case .floating(let value): value
    case .literal(let text): Double(text) ?? 0
    }
  }

  /// Whether the number has no fraction, however large it is.
  package var isWhole: Bool { int != nil || double.isFinite && double.rounded() == double }
}

extension JSONNumber: Hashable {
  /// Whether two numbers have the same value.
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    switch (left.storage, right.storage) {
    case (.integer(let a), .integer(let b)): a == b
    case (.floating(let a), .floating(let b)): a == b
    case (.literal(let a), .literal(let b)): a == b
    case (.integer(let a), .floating(let b)), (.floating(let b), .integer(let a)): Int64(exactly: b) == a
    default: false
    }
  }

  /// Hashes the value, so that `1` and `1.0` hash alike.
  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .integer(let value): hasher.combine(value)
    case .floating(let value):
      if let whole = Int64(exactly: value) { hasher.combine(whole) } else { hasher.combine(value) }
    case .literal(let text): hasher.combine(text)
    }
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The number as JSON text.
  public var description: String {
    switch storage {
    case .integer(let value): String(value)
    case .floating(let value): "\(value)"
    case .literal(let text): text
    }
  }
}

extension JSONNumber {
  /// The number as it is written, free of the rounding of binary fractions; `nil` when it is too large.
  package var decimal: Decimal? { Decimal(string: description) }

  /// Creates a number that is written as the decimal is, up to 17 digits; `nil` for what is no number.
  package init?(_ decimal: Decimal) {
    guard let number = (try? JSON(parsing: decimal.description))?.number else { return nil }
    self = number
  }
}
