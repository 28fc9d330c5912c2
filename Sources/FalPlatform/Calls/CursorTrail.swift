package import FalCore

/// The way through a list that comes in pages: ends after the last one, and where a faulty server would go on for ever.
package struct CursorTrail: Sendable {
  /// So many pages in a row may bring nothing new, as a filter may leave some empty.
  static let mostIdlePages = 3
  /// Far more than any list has, whatever is on them.
  static let mostPages = 10_000

  private var cursors: Set<String> = []
  private var items: Set<String> = []
  private var idlePages = 0

  package init() {}

  /// The cursor of the page of the catalogue that follows; `nil` after the last.
  ///
  /// - Throws: `FalError` of kind `invalidResponse` when there is no end to be expected, or no way on.
  package mutating func cursor(after page: JSON, listing entries: [JSON]) throws(FalError) -> String? {
    try cursor(after: page, listing: entries, .catalog)
  }

  /// The cursor of the page that follows; `nil` after the last.
  ///
  /// - Throws: `FalError` of kind `invalidResponse` when there is no end to be expected, or no way on.
  mutating func cursor(after page: JSON, listing entries: [JSON], _ topic: PlatformTopic) throws(FalError) -> String? {
    let count = items.count
    items.formUnion(entries.compactMap(\.["endpoint_id"].string))
    idlePages = items.count > count ? 0 : idlePages + 1
    guard page["has_more"].bool != false else { return nil }
    guard let cursor = page["next_cursor"].string, !cursor.isEmpty else {
      if page["has_more"].bool == true { throw .unexpected(topic, "says that there is more, and not where") }
      return nil
    }
    guard cursors.insert(cursor).inserted else {
      throw .unexpected(topic, "leads back to a page that was read already")
    }
    guard idlePages < Self.mostIdlePages, cursors.count < Self.mostPages else {
      throw .unexpected(topic, "leads to ever more pages; \(cursors.count) were read")
    }
    return cursor
  }
}
