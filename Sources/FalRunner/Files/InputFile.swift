package import FalMedia
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// Reads files that the user names.
package enum InputFile {
  /// How many bytes an input may have: a device or a pipe may give them without an end.
  ///
  /// What falkit has written itself, and catalogues, may be larger.
  package static let mostBytes = 64 << 20

  /// The whole of a file, or of what comes from a pipe.
  ///
  /// - Throws: `RunError` of kind `notFound` when it cannot be read, `invalid` when it is longer.
  package static func bytes(of path: String, atMost most: Int = mostBytes) throws(RunError) -> [UInt8] {
    if FileStatus(path)?.kind == .folder { throw RunError(.notFound, "\(path) is a folder; name a file in it") }
    do throws(SystemError) {
      if let bytes = try OpenFile(path, for: .receiving).readAll(atMost: most) { return bytes }
    } catch {
      guard error != .noEntry, error != .notFolder else { throw RunError(.notFound, "there is no file \(path)") }
      throw RunError(.notFound, "\(path) cannot be read: \(error)")
    }
    throw tooLarge(path, most)
  }

  /// Something has more bytes than it may have.
  package static func tooLarge(_ name: String, _ most: Int) -> RunError {
    let units = [(1 << 20, "MB"), (1 << 10, "KB")]
    let unit = units.first { most >= $0.0 && most % $0.0 == 0 } ?? (1, "bytes")
    return RunError(.invalid, "\(name) has more than \(most / unit.0) \(unit.1)")
  }

  /// The text of a file.
  package static func text(of path: String) throws(RunError) -> String {
    try text(bytes(of: path), path)
  }

  /// Bytes as a text, with ends of lines as they are here, and without a mark of byte order: such are files from Windows.
  package static func text(_ bytes: [UInt8], _ name: String) throws(RunError) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    // What is no UTF-8 was replaced by other characters.
    guard text.utf8.elementsEqual(bytes) else {
      throw RunError(.invalid, "\(name) is no text in UTF-8")
    }
    let unmarked = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    return unmarked.utf8.contains(0x0D)
      ? unmarked.split(separator: "\r\n" as Character, omittingEmptySubsequences: false).joined(separator: "\n")
      : unmarked
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
