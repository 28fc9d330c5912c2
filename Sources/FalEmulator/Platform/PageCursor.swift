#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
