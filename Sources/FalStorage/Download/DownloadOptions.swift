/// How something is downloaded.
///
/// ```swift
/// let options = DownloadOptions(replacesFile: true) { print($0.completed, "of", $0.total ?? 0) }
/// try await fal.download(result.output.images[0], to: "cat.png", options: options)
/// ```
public struct DownloadOptions: Sendable {
  /// Whether a file that is there already is replaced; by default it is not, and that is an error.
  public var replacesFile: Bool
  /// The most bytes that are accepted; `nil` without a limit, which is the default.
  public var limit: Int?
  /// Is told how much has arrived, from any thread; must return soon.
  public var progress: (@Sendable (TransferProgress) -> Void)?

  /// Creates options that ask for nothing but what is given.
  ///
  /// - Parameters:
  ///   - replacesFile: Whether a file that is there already is replaced.
  ///   - limit: The most bytes that are accepted; `nil` without a limit.
  ///   - progress: Is told how much has arrived, from any thread; must return soon.
  public init(
    replacesFile: Bool = false,
    limit: Int? = nil,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) {
    self.replacesFile = replacesFile
    self.limit = limit
    self.progress = progress
  }
}
