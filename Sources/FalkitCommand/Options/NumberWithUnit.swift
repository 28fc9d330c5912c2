/// A number with a unit behind it, as in `1.5s` or `8 MB`.
struct NumberWithUnit {
  /// At least 0, and finite.
  let number: Double
  /// Empty when there is none.
  let unit: String

  /// Reads digits with at most one point, and the word behind them; `nil` when there is anything else.
  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    // `Double` alone also reads nan, inf, signs, exponents and hexadecimal numbers.
    guard let number = Double(digits), number.isFinite else { return nil }
    self.number = number
    unit = String(text[digits.endIndex...].drop { $0 == " " })
  }
}
