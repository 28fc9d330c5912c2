public import FalCore

/// What a model's price is for: an image, a second, 1000 characters.
///
/// fal's words differ (`image`, `images`, `1000 characters`, `compute seconds`), and there will be others.
public struct BillingUnit: Sendable, Hashable, CustomStringConvertible {
  /// fal's words.
  public let rawValue: String
  /// What is counted, in the singular: `image` for `images`, `character` for `1000 characters`.
  public let measure: Measure
  /// How many of it the price is for: 1000 for `1000 characters`, else 1.
  public let size: Int

  /// Creates a unit from fal's words, whether falkit knows them or not.
  public init(_ rawValue: String) {
    self.rawValue = rawValue
    var words = rawValue.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.map(String.init)
    let number = words.count > 1 ? words.first.flatMap { Int($0.filter { $0 != "," }) } : nil
    if let number, number > 0 {
      words.removeFirst()
      size = number
    } else {
      size = 1
    }
    if let last = words.last, last.hasSuffix("s"), last.count > 1 { words[words.count - 1].removeLast() }
    measure = Measure(words.joined(separator: " "))
  }

  /// fal's words.
  public var description: String { rawValue }
}

extension BillingUnit {
  /// What is counted; there may be other words.
  public struct Measure: OpenEnum {
    /// fal's word.
    public let rawValue: String

    /// Creates a value from fal's word, whether falkit knows it or not.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// A picture.
    public static var image: Self { Self("image") }
    /// A million pixels.
    public static var megapixel: Self { Self("megapixel") }
    /// A clip, whatever its length.
    public static var video: Self { Self("video") }
    /// A second of what is made.
    public static var second: Self { Self("second") }
    /// A minute of what is made.
    public static var minute: Self { Self("minute") }
    /// A character of text.
    public static var character: Self { Self("character") }
    /// A token of text.
    public static var token: Self { Self("token") }
    /// A request, whatever it makes.
    public static var request: Self { Self("request") }
    /// A second of a machine's work, of which nobody knows beforehand how many it takes.
    public static var computeSecond: Self { Self("compute second") }
    /// The words that falkit knows.
    public static var known: [Self] {
      [.image, .megapixel, .video, .second, .minute, .character, .token, .request, .computeSecond]
    }
  }
}
