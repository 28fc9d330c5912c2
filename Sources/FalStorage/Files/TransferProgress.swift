/// How far an upload or download has come.
public struct TransferProgress: Sendable, Hashable {
  /// The bytes that are there already.
  public var completed: Int
  /// The bytes of the whole; `nil` when the server does not say.
  public var total: Int?

  /// Creates a progress, for tests.
  public init(completed: Int, total: Int?) {
    self.completed = completed
    self.total = total
  }

  /// The share that is done, from 0 to 1; `nil` when the whole is not known.
  public var fraction: Double? {
    total.map { $0 == 0 ? 1 : Double(completed) / Double($0) }
  }
}
