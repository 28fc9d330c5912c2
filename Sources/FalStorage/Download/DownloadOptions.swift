/// How something is downloaded.
public struct DownloadOptions: Sendable {
  /// Whether a file that is there already is replaced; yes by default.
  public var replacesFile = true
  /// Is told how much has arrived, from any thread; must return soon.
  public var progress: (@Sendable (TransferProgress) -> Void)?

  /// Creates options that ask for nothing.
  public init() {}
}
