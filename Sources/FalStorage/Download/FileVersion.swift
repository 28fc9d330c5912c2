import FalCore

/// Which version of a file the bytes on disk are of, so that the rest is asked of that one and no other.
struct FileVersion: Sendable, Equatable {
  /// What tells one version from others: a strong entity tag, or a date.
  let validator: String
  /// The size of the whole.
  let total: Int

  /// The version that a whole answer begins to send; `nil` when its answer does not tell, and it cannot be gone on with.
  init?(_ fields: HTTPFields) {
    guard let total = fields[HTTPField.contentLength].flatMap({ Int($0) }), total > 0, Self.isPlain(fields) else {
      return nil
    }
    self.init(fields, total: total)
  }

  /// The version of which an answer sends a part, and where in the file that part begins; `nil` when it does not tell.
  static func part(_ fields: HTTPFields) -> (start: Int, total: Int)? {
    // As in `bytes 200-999/1000`.
    guard let range = fields[HTTPField.contentRange], range.lowercased().hasPrefix("bytes "), isPlain(fields) else {
      return nil
    }
    let numbers = range.dropFirst(6).split(whereSeparator: { $0 == "-" || $0 == "/" }).map { Int($0) }
    guard numbers.count == 3, let start = numbers[0], let total = numbers[2] else { return nil }
    return (start, total)
  }

  /// Whether an answer may be of this version, as far as it tells.
  func mayBe(_ fields: HTTPFields) -> Bool {
    isTag
      ? fields[HTTPField.eTag] == nil || fields[HTTPField.eTag] == validator
      : fields[HTTPField.lastModified] == nil || fields[HTTPField.lastModified] == validator
  }

  private var isTag: Bool { validator.hasPrefix("\"") }

  private init?(_ fields: HTTPFields, total: Int) {
    if let tag = fields[HTTPField.eTag], tag.hasPrefix("\"") {
      self.init(validator: tag, total: total)
    } else if let date = fields[HTTPField.lastModified], let now = fields[HTTPField.date], date != now {
      // A file that was changed in this very second may change once more in it, under the same date.
      self.init(validator: date, total: total)
    } else {
      return nil
    }
  }

  private init?(validator: String, total: Int) {
    // It goes into a header field.
    guard validator.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), (3...200).contains(validator.utf8.count) else {
      return nil
    }
    self.validator = validator
    self.total = total
  }

  /// Whether the bytes of an answer are those of the file.
  private static func isPlain(_ fields: HTTPFields) -> Bool {
    fields[HTTPField.contentEncoding].map { $0.lowercased() == "identity" } ?? true
  }
}

extension FileVersion {
  /// Reads what was written down; `nil` when it is damaged.
  init?(json: JSON) {
    guard let validator = json["validator"].string, let total = json["total"].int, total > 0 else { return nil }
    self.init(validator: validator, total: total)
  }

  var json: JSON { ["validator": .string(validator), "total": .number(JSONNumber(total))] }
}
