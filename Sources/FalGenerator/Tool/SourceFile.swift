#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that people write, and where in it something stands.
package struct SourceFile {
  package let path: String

  package init(path: String) { self.path = path }

  func bytes() throws(GenerationError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw GenerationError("the file cannot be read", file: path)
    }
  }

  /// The line, counted from 1, on which a text first stands in quotes.
  package func line(of text: String) -> Int? {
    guard let bytes = try? bytes() else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.firstIndex { $0.contains("\"\(text)\"") }.map { $0 + 1 }
  }
}
