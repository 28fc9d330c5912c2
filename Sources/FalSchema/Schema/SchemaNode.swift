public import FalJSON

/// One value of a model's input or output: its type, its limits, and what is inside it.
///
/// References are resolved, `anyOf` with `null` has become `isNullable`, wrappers of a single branch are gone, and what
/// `allOf` asks for together is one value. A set of allowed values of several kinds is a union with a set for each kind.
public struct SchemaNode: Sendable, Hashable {
  /// What kind of value it is.
  public indirect enum Shape: Sendable, Hashable {
    /// Anything: the document does not say.
    case any
    /// `true` or `false`.
    case boolean
    /// A whole number.
    case integer
    /// A number.
    case number
    /// Text.
    case text
    /// A list whose items are all alike.
    case list(SchemaNode)
    /// An object with these members, in the publisher's order.
    case object([SchemaField])
    /// An object with any names, whose values are alike.
    case map(SchemaNode)
    /// One of several kinds of value.
    case union([SchemaNode])
    /// Something that contains itself; only its name in the document is given, which a value around this one has.
    case recursive(String)
  }

  /// What kind of value it is.
  public var shape: Shape
  /// The name of the component that describes it, where it is a component of the document.
  public var componentName: String?
  /// The values that are allowed; empty when all are, and only `null` when nothing else is.
  public var allowedValues: [JSON] = []
  /// What the service uses when nothing is given.
  public var defaultValue: JSON?
  /// Whether the service has a default that the registry does not record, because it is a text of some length.
  public var hasUnrecordedDefault = false
  /// Whether `null` is allowed.
  public var isNullable = false
  /// Whether an object may have members besides those that are listed.
  public var allowsOtherMembers = false
  /// Whether the publisher advises against it.
  public var isDeprecated = false
  /// The format the document names, as in `uri`.
  public var format: String?
  /// Limits of numbers, texts and lists.
  public var limits: SchemaLimits {
    get { rare?.limits ?? SchemaLimits() }
    set { rare = Rare.holding(newValue, losses) }
  }
  /// What the document says about the value and is not told here, each once.
  public internal(set) var losses: [SchemaLoss] {
    get { rare?.losses ?? [] }
    set { rare = Rare.holding(limits, newValue) }
  }
  /// What kind of file it takes or gives, when it is one.
  public var media: MediaKind?
  /// Limits of the file.
  public var mediaLimits = MediaLimits()

  /// Nothing but `null`.
  static let null: SchemaNode = {
    var node = SchemaNode(shape: .any)
    node.allowedValues = [.null]
    node.isNullable = true
    return node
  }()

  /// What stands where a document is not followed any further.
  static let cutOff: SchemaNode = {
    var node = SchemaNode(shape: .any)
    node.losses = [.cutOff]
    return node
  }()

  /// Whether only `null` is allowed.
  package var isNull: Bool { shape == .any && allowedValues == [.null] }

  mutating func lose(_ loss: SchemaLoss) {
    if !losses.contains(loss) { losses.append(loss) }
  }

  /// What few values have, apart, because nodes are copied often.
  private var rare: Rare?

  init(shape: Shape, componentName: String? = nil) {
    self.shape = shape
    self.componentName = componentName
  }

  private final class Rare: Sendable, Hashable {
    let limits: SchemaLimits
    let losses: [SchemaLoss]

    init(limits: SchemaLimits, losses: [SchemaLoss]) {
      self.limits = limits
      self.losses = losses
    }

    /// `nil` where there is nothing to hold.
    static func holding(_ limits: SchemaLimits, _ losses: [SchemaLoss]) -> Rare? {
      losses.isEmpty && limits == SchemaLimits() ? nil : Rare(limits: limits, losses: losses)
    }

    static func == (left: Rare, right: Rare) -> Bool { left.limits == right.limits && left.losses == right.losses }

    func hash(into hasher: inout Hasher) {
      hasher.combine(limits)
      hasher.combine(losses)
    }
  }
}

/// A member of an object.
public struct SchemaField: Sendable, Hashable {
  /// The name, as the service writes it.
  public var name: String
  /// Whether it must be given.
  public var isRequired: Bool
  /// Its value.
  public var node: SchemaNode
}
