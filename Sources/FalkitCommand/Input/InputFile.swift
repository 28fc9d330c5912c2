#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads files that the user names.
enum InputFile {
  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandError(.notFound, "there is no file \(path)")
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw CommandError(.notFound, "\(path) cannot be read")
    }
  }
}
