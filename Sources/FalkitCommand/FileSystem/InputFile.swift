import FalMedia
import FalSystem

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

  /// The text of a file.
  static func text(of path: String) throws(CommandError) -> String {
    try text(bytes(of: path), path)
  }

  /// Bytes as a text.
  static func text(_ bytes: [UInt8], _ name: String) throws(CommandError) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    // What is no UTF-8 was replaced by other characters.
    guard text.utf8.elementsEqual(bytes) else {
      throw CommandError(.invalid, "\(name) is no text in UTF-8")
    }
    return text
  }

  /// What the headers of a media file say.
  ///
  /// - Throws: `CommandError` with exit code 66 when it cannot be read.
  static func facts(of path: String) throws(CommandError) -> MediaFacts {
    do throws(MediaProbeError) {
      return try MediaProbe.facts(ofFile: path)
    } catch {
      throw CommandError(.notFound, error.description)
    }
  }

  /// Whether there is a file that can be read, and not a folder.
  static func exists(_ path: String) -> Bool {
    FilePath.isReadableFile(path)
  }
}
