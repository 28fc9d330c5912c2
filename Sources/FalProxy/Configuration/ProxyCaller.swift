/// Somebody who may use a proxy.
public struct ProxyCaller: Sendable, Hashable {
  /// What tells callers apart: limits are counted by it, and the log shows it.
  public var id: String

  /// Creates a caller.
  public init(id: String) {
    self.id = id
  }
}
