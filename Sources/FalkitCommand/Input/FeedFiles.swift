import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads the pages of a feed from files, folders of files, and standard input.
enum FeedFiles {
  static func read(_ names: [String]) throws(CommandError) -> [(name: String, bytes: [UInt8])] {
    var pages: [(name: String, bytes: [UInt8])] = []
    for name in names {
      if name == "-" {
        pages.append(("standard input", Terminal.readInput()))
        continue
      }
      var isFolder = false
      guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
        throw CommandError(.notFound, "there is no file \(name)")
      }
      for file in isFolder ? try pagesIn(name) : [name] { pages.append((file, try bytes(of: file))) }
    }
    return pages
  }

  private static func pagesIn(_ folder: String) throws(CommandError) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let pages = files.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    if pages.isEmpty { throw CommandError(.notFound, "there is no .json file in \(folder)") }
    return pages
  }

  private static func bytes(of file: String) throws(CommandError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw CommandError(.notFound, "\(file) cannot be read")
    }
  }
}
