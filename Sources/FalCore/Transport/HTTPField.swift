/// The names of HTTP's own header fields.
package enum HTTPField {
  /// Which media types are taken.
  package static let accept = "Accept"
  /// Which content codings are taken.
  package static let acceptEncoding = "Accept-Encoding"
  /// Whether parts may be asked for.
  package static let acceptRanges = "Accept-Ranges"
  /// Who asks.
  package static let authorization = "Authorization"
  /// Who may keep a response, and for how long.
  package static let cacheControl = "Cache-Control"
  /// What becomes of the connection.
  package static let connection = "Connection"
  /// How a body is coded.
  package static let contentEncoding = "Content-Encoding"
  /// How many bytes a body has.
  package static let contentLength = "Content-Length"
  /// Which part of the whole a body is.
  package static let contentRange = "Content-Range"
  /// The media type of a body.
  package static let contentType = "Content-Type"
  /// When a response was made.
  package static let date = "Date"
  /// Which version of a resource it is.
  package static let eTag = "ETag"
  /// What a client waits for before it sends a body.
  package static let expect = "Expect"
  /// Whom a request is for.
  package static let host = "Host"
  /// Which version is known already.
  package static let ifNoneMatch = "If-None-Match"
  /// Of which version a part is asked for.
  package static let ifRange = "If-Range"
  /// When a resource was changed.
  package static let lastModified = "Last-Modified"
  /// Where something is instead.
  package static let location = "Location"
  /// Which part is asked for.
  package static let range = "Range"
  /// When to ask again: seconds or a date.
  package static let retryAfter = "Retry-After"
  /// How a body is framed.
  package static let transferEncoding = "Transfer-Encoding"
  /// Which program asks.
  package static let userAgent = "User-Agent"
}
