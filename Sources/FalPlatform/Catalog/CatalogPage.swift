package import FalCore

/// A page of the whole catalogue with its documents, as it came.
package struct CatalogPage: Sendable {
  package let json: JSON
  package let bytes: [UInt8]
  /// The server's tag for this version of the page; `nil` when it gives none.
  package let tag: String?
}

extension FalClient {
  /// Fetches a page of the whole catalogue, with documents.
  ///
  /// - Parameters:
  ///   - cursor: Where it begins; `nil` for the first.
  ///   - size: How many models it has at most; the server has a limit of its own.
  ///   - tag: The tag of the version that is known; `nil` when none is.
  /// - Returns: The page; `nil` when the known version is still right.
  /// - Throws: `FalError`, `CancellationError`.
  package func catalogPage(at cursor: String?, size: Int?, unless tag: String?) async throws -> CatalogPage? {
    var query = [("expand", ModelQuery.Expansion.openAPI.rawValue)]
    if let size { query.append(("limit", "\(size)")) }
    if let cursor { query.append(("cursor", cursor)) }
    let fields: HTTPFields = tag.map { [HTTPField.ifNoneMatch: $0] } ?? [:]
    let answer: FalResponse
    do {
      answer = try await platformAnswer(.catalog, "models", query: query, fields: fields)
    } catch let error as FalError where error.status == 304 && tag != nil {
      return nil
    }
    guard let json = answer.json else {
      throw FalError.unexpected(.catalog, "is not JSON: \(answer.text.prefix(200))")
    }
    return CatalogPage(json: json, bytes: answer.bytes, tag: answer.fields[HTTPField.eTag])
  }
}
