#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A line that a model wrote while it worked.
public struct LogEntry: Sendable, Hashable, Codable, CustomStringConvertible {
  /// What it says.
  public let message: String
  /// When it was written, as the server puts it.
  package let writtenAt: String?
  /// How important it is: `INFO`, `STDOUT`, `ERROR`; `nil` when unknown.
  public let level: String?
  /// Who wrote it: `USER`; `nil` when unknown.
  public let source: String?

  /// Reads a line; `nil` when it has no message.
  ///
  /// Level and source may stand under `labels`.
  init?(json: JSON) {
    guard let message = json["message"].string else { return nil }
    self.message = message
    writtenAt = json["timestamp"].string
    level = json["level"].string ?? json["labels"]["level"].string
    source = json["source"].string ?? json["labels"]["source"].string
  }

  /// When it was written; `nil` when unknown.
  public var timestamp: Date? { writtenAt.flatMap(Date.init(iso8601:)) }

  /// What it says.
  public var description: String { message }
}
