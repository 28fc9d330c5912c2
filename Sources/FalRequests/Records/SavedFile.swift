/// A file of a result that was saved on this machine.
public struct SavedFile: Sendable, Hashable {
  /// Where it stands in the result: `images[0]`.
  public let field: String
  /// Its address at fal.
  public let url: String
  /// Where it was saved.
  public let path: String
  /// Its type, as `image/png`; `nil` when unknown.
  public let contentType: String?
  /// How long it is; `nil` when unknown.
  public let byteCount: Int?

  /// Creates a description of a saved file.
  ///
  /// - Parameters:
  ///   - field: Where it stands in the result.
  ///   - url: Its address at fal.
  ///   - path: Where it was saved.
  ///   - contentType: Its type.
  ///   - byteCount: How long it is.
  public init(field: String, url: String, path: String, contentType: String? = nil, byteCount: Int? = nil) {
    self.field = field
    self.url = url
    self.path = path
    self.contentType = contentType
    self.byteCount = byteCount
  }
}

extension SavedFile {
  init?(json: JSON) {
    guard let path = json["path"].string else { return nil }
    self.init(
      field: json["field"].string ?? "",
      url: json["url"].string ?? "",
      path: path,
      contentType: json["content_type"].string,
      byteCount: json["bytes"].int
    )
  }

  var json: JSON {
    var members: JSONObject = ["field": .string(field), "url": .string(url), "path": .string(path)]
    members["content_type"] = contentType.map(JSON.string)
    members["bytes"] = byteCount.map { .number(JSONNumber($0)) }
    return .object(members)
  }
}
