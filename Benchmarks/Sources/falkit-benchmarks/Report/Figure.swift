/// A number with its unit.
struct Figure {
  let text: String

  static func ms(_ value: Double) -> Figure { Figure(text: rounded(value) + " ms") }
  static func megabytes(_ perSecond: Double) -> Figure { Figure(text: rounded(perSecond) + " MB/s") }
  static func memory(_ megabytes: Double) -> Figure { Figure(text: rounded(megabytes) + " MB") }
  static func perSecond(_ value: Double) -> Figure { Figure(text: "\(Int(value.rounded()))/s") }
  static func times(_ value: Double) -> Figure { Figure(text: rounded(value) + " x") }

  private static func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
