public import FalJSON

/// One value of a model's input or output: its type, its limits, and what is inside it.
///
/// References are resolved, `anyOf` with `null` has become `isNullable`, and wrappers of a single branch are gone.
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
    /// An object that contains itself; only its name in the document is given.
    case recursive(String)
  }

  /// What kind of value it is.
  public var shape: Shape
  /// The name of the component that describes it, where it is a component of the document.
  public var componentName: String?
  /// The values that are allowed; empty when all are.
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
    get { boxedLimits?.value ?? SchemaLimits() }
    set { boxedLimits = newValue == SchemaLimits() ? nil : Box(newValue) }
  }
  /// What kind of file it takes or gives, when it is one.
  public var media: MediaKind?
  /// Limits of the file.
  public var mediaLimits = MediaLimits()

  /// Apart, because few values have any, and nodes are copied often.
  private var boxedLimits: Box<SchemaLimits>?

  init(shape: Shape, componentName: String? = nil) {
    self.shape = shape
    self.componentName = componentName
  }

  private final class Box<Value: Sendable & Hashable>: Sendable, Hashable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }

    static func == (left: Box, right: Box) -> Bool { left.value == right.value }

    func hash(into hasher: inout Hasher) { hasher.combine(value) }
  }
}
