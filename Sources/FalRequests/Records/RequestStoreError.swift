public import FalCore

/// What went wrong with the records on this machine.
public struct RequestStoreError: Error, Sendable, CustomStringConvertible {
  /// The kind of problem.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The kind as a word.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The folder of records is not known.
    public static let noFolder = Kind(rawValue: "no folder")
    /// A record or the folder cannot be read.
    public static let cannotRead = Kind(rawValue: "cannot read")
    /// A record cannot be written; before a submit: nothing was sent.
    public static let cannotWrite = Kind(rawValue: "cannot write")
    /// fal accepted a request, and its id could not be written: it is in the error, and nowhere else.
    public static let notRecorded = Kind(rawValue: "not recorded")
    /// A file is no record, or not a whole one.
    public static let damaged = Kind(rawValue: "damaged")
    /// There is no such record.
    public static let notFound = Kind(rawValue: "not found")
    /// Several requests fit.
    public static let ambiguous = Kind(rawValue: "ambiguous")
    /// What names a request is too short for it.
    public static let tooShort = Kind(rawValue: "too short")
    /// Another process is at work on it.
    public static let busy = Kind(rawValue: "busy")
    /// The same is asked of the same model by a request that has not ended.
    public static let duplicate = Kind(rawValue: "duplicate")
    /// The request is in another queue than the client asks.
    public static let otherQueue = Kind(rawValue: "other queue")
    /// The store was made without a client, and can only be read.
    public static let noClient = Kind(rawValue: "no client")
    /// There is no id to ask fal with.
    public static let noRequestID = Kind(rawValue: "no request id")
    /// The request has an id, or is about to get one, and cannot be given another.
    public static let notUnknown = Kind(rawValue: "not unknown")
  }

  /// The kind of problem.
  public let kind: Kind
  /// What happened and what to do about it, in a sentence without its full stop.
  public let message: String
  /// The file or folder that it is about.
  public internal(set) var path: String?
  /// The requests that were meant, perhaps; newest first.
  public internal(set) var candidates: [RequestRecord] = []
  /// The request that fal has accepted although it is not on disk.
  public internal(set) var handle: RequestHandle<JSON>?

  init(_ kind: Kind, _ message: String, path: String? = nil, candidates: [RequestRecord] = []) {
    self.kind = kind
    self.message = message
    self.path = path
    self.candidates = candidates
  }

  /// What happened, and what to do about it.
  public var description: String { path.map { "\($0): \(message)" } ?? message }
}
