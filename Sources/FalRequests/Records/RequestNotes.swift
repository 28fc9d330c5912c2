/// What is written down with a request beside what is sent.
///
/// ```swift
/// let notes = RequestNotes(label: "cover, third try", tag: "order-4711")
/// let record = try await requests.submit(to: FluxDev.self, input: .init(prompt: "a cat"), notes: notes)
/// ```
public struct RequestNotes: Sendable {
  /// What it is called in lists; by default the first words of its prompt.
  public var label: String?
  /// The session that it belongs to.
  public var session: String?
  /// A program's own name for it, by which it finds the request again when it was killed before it had an id.
  public var tag: String?
  /// The folder in which it was made, to which the paths of local files are relative.
  public var folder: String?
  /// The local files that stand in the input as addresses.
  public var localFiles: [LocalFileReference]
  /// Whether the input is kept, which making the request again needs; yes by default.
  ///
  /// Without it nothing of what the input says is kept, the label included, nor what the result repeats of it. Digests are, so
  /// that duplicates and repetitions are found.
  public var keepsInput: Bool

  /// What tells the input from others, where what is sent does not: files have other addresses each time they are uploaded.
  package var identity: JSON?

  /// Creates notes; without arguments they say nothing.
  public init(
    label: String? = nil,
    session: String? = nil,
    tag: String? = nil,
    folder: String? = nil,
    localFiles: [LocalFileReference] = [],
    keepsInput: Bool = true
  ) {
    self.label = label
    self.session = session
    self.tag = tag
    self.folder = folder
    self.localFiles = localFiles
    self.keepsInput = keepsInput
  }
}
