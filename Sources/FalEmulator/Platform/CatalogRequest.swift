import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is asked of the catalogue.
struct CatalogRequest {
  static let mostModels = 100
  static let mostEndpoints = 50

  var text: String?
  var category: String?
  var status: String?
  /// `nil` for all.
  var endpoints: [String]?
  var expansions: Set<String> = []
  var limit = mostModels
  /// Counted from 1.
  var page = 1

  init(_ query: [(name: String, value: String)]) throws(PlatformFailure) {
    for (name, value) in query {
      switch name {
      case "q": text = value
      case "category": category = value
      case "status":
        guard ["active", "deprecated"].contains(value) else {
          throw PlatformFailure(400, "status must be active or deprecated")
        }
        status = value
      case "endpoint_id": endpoints = (endpoints ?? []) + [value]
      case "expand": expansions.insert(value)
      case "limit":
        guard let limit = Int(value), limit > 0 else { throw PlatformFailure(400, "limit must be at least 1") }
        self.limit = min(limit, Self.mostModels)
      case "cursor":
        guard let page = PageCursor.page(value) else { throw PlatformFailure(400, "the cursor is none of this list") }
        self.page = page
      // As at fal, other names are ignored, brackets and all.
      default: break
      }
    }
    if let endpoints { try Self.check(endpoints) }
  }

  static func check(_ endpoints: [String]) throws(PlatformFailure) {
    guard (1...mostEndpoints).contains(endpoints.count), !endpoints.contains("") else {
      throw PlatformFailure(400, "endpoint_id must be given 1 to \(mostEndpoints) times")
    }
  }
}

/// Where a page begins, as fal writes it: the page's number in base 64.
enum PageCursor {
  static func text(_ page: Int) -> String {
    Data("\(page)".utf8).base64EncodedString()
  }

  /// The number of a page but the first; `nil` when the text is none of these.
  static func page(_ text: String) -> Int? {
    guard let data = Data(base64Encoded: text), let page = Int(String(decoding: data, as: UTF8.self)), page > 1 else {
      return nil
    }
    return page
  }
}
