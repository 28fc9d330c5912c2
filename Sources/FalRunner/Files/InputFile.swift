package import FalMedia
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// Reads files that the user names.
package enum InputFile {
  package static func bytes(of path: String) throws(RunError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunError(.notFound, "there is no file \(path)")
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw RunError(.notFound, "\(path) cannot be read")
    }
  }

  /// The text of a file.
  package static func text(of path: String) throws(RunError) -> String {
    try text(bytes(of: path), path)
  }

  /// Bytes as a text.
  package static func text(_ bytes: [UInt8], _ name: String) throws(RunError) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    // What is no UTF-8 was replaced by other characters.
    guard text.utf8.elementsEqual(bytes) else {
      throw RunError(.invalid, "\(name) is no text in UTF-8")
    }
    return text
  }

  /// What the headers of a media file say.
  ///
  /// - Throws: `RunError` of kind `notFound` when it cannot be read.
  package static func facts(of path: String) throws(RunError) -> MediaFacts {
    do throws(MediaProbeError) {
      return try MediaProbe.facts(ofFile: path)
    } catch {
      throw RunError(.notFound, error.description)
    }
  }

  /// Whether there is a file that can be read, and not a folder.
  package static func exists(_ path: String) -> Bool {
    FilePath.isReadableFile(path)
  }
}
