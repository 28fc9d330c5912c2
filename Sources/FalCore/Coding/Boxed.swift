/// Stores a value elsewhere, so that a type can contain itself.
///
/// Generated types use it for members of recursive schemas; the member itself looks like any other.
@propertyWrapper
public struct Boxed<Value: Sendable>: Sendable {
  private final class Storage: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  /// Stores a value.
  public init(wrappedValue: Value) { storage = Storage(wrappedValue) }

  /// The value.
  public var wrappedValue: Value {
    get { storage.value }
    set { storage = Storage(newValue) }
  }
}

extension Boxed: Equatable where Value: Equatable {
  /// Whether both store the same.
  public static func == (left: Boxed, right: Boxed) -> Bool { left.wrappedValue == right.wrappedValue }
}

extension Boxed: Hashable where Value: Hashable {
  /// Hashes what is stored.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}
