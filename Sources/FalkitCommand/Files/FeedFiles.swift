import FalRegistry
import FalRunner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads the pages of a feed from files, folders of files, and standard input.
enum FeedFiles {
  static func read(_ names: [String]) throws(RunError) -> [(name: String, bytes: [UInt8])] {
    var pages: [(name: String, bytes: [UInt8])] = []
    for name in names {
      if name == "-" {
        pages.append(("standard input", try Terminal.readInput()))
        continue
      }
      guard FileManager.default.fileExists(atPath: name) else {
        throw RunError(.notFound, "there is no file \(name)")
      }
      for file in try files(in: name) ?? [name] { pages.append((file, try InputFile.bytes(of: file, atMost: .max))) }
    }
    return pages
  }

  /// The pages in a folder; `nil` when it is no folder.
  private static func files(in folder: String) throws(RunError) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    let pages = names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    if pages.isEmpty { throw RunError(.notFound, "there is no .json file in \(folder)") }
    return pages
  }
}
