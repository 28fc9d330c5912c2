public import FalCore

extension ModelListing {
  /// Whether fal offers a model; there may be other words.
  public struct Status: OpenEnum {
    /// fal's word.
    public let rawValue: String

    /// Creates a value from fal's word, whether falkit knows it or not.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// The model can be used.
    public static var active: Self { Self("active") }
    /// The model still works, but will be withdrawn.
    public static var deprecated: Self { Self("deprecated") }
    /// The words that falkit knows.
    public static var known: [Self] { [.active, .deprecated] }
  }

  /// What a model is for; there may be other words.
  public struct Kind: OpenEnum {
    /// fal's word.
    public let rawValue: String

    /// Creates a value from fal's word, whether falkit knows it or not.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// It makes something.
    public static var inference: Self { Self("inference") }
    /// It trains weights for models that make something.
    public static var training: Self { Self("training") }
    /// The words that falkit knows.
    public static var known: [Self] { [.inference, .training] }
  }

  /// Whether a model is approved for enterprises; there may be other words.
  public struct EnterpriseStatus: OpenEnum {
    /// fal's word.
    public let rawValue: String

    /// Creates a value from fal's word, whether falkit knows it or not.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// It is approved.
    public static var ready: Self { Self("ready") }
    /// It is not approved yet.
    public static var pending: Self { Self("pending") }
    /// The words that falkit knows.
    public static var known: [Self] { [.ready, .pending] }
  }
}
