import FalCore
import FalRunner
import FalStorage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Prints a data URI: alone, or in a JSON document with what else is known.
struct DataURIPrinter {
  let console: Console

  /// A multiple of three, so that the parts of Base64 text fit together.
  private static let partLength = 3 << 18

  /// Prints the URI.
  ///
  /// - Parameters:
  ///   - content: What the URI is to hold.
  ///   - facts: The members of the JSON document besides the URI.
  /// - Throws: `RunError` when standard output takes no more.
  func print(_ content: LocalContent, facts: JSONObject) throws(RunError) {
    if let warning = content.warning { console.say("warning: \(warning)") }
    if console.mode == .json {
      var document = facts
      document["warnings"] = .array(content.warning.map { [.string($0)] } ?? [])
      document["uri"] = .string(DataURI(contentType: content.contentType, bytes: content.bytes).text)
      try console.print(.object(document))
      return
    }
    // In parts, because the text is a third longer than the file, and would be in memory beside it.
    try Terminal.write("data:\(content.contentType);base64,", to: .output)
    for start in stride(from: 0, to: content.bytes.count, by: Self.partLength) {
      let part = content.bytes[start..<min(start + Self.partLength, content.bytes.count)]
      try Terminal.write(Data(part).base64EncodedString(), to: .output)
    }
    try Terminal.write("\n", to: .output)
  }
}
