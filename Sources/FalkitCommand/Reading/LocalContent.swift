import FalMedia
import FalRunner
import FalStorage

/// The content of a file that the user names, or of standard input, to be written out as a data URI.
struct LocalContent {
  /// The size up to which a data URI does no harm.
  static let comfortable = 8 << 20
  /// The size from which on nobody takes a data URI any more.
  static let mostBytes = 200 << 20

  /// As the user wrote it, `-` for standard input.
  let name: String
  let bytes: [UInt8]
  /// The media type, as in `image/png`.
  let contentType: String

  /// Reads a file or standard input.
  ///
  /// - Parameters:
  ///   - name: The path, or `-`.
  ///   - most: The greatest size in bytes; what is larger is not read.
  ///   - contentType: The media type; by default what the content and the name say.
  ///   - standardInput: Where `-` is read.
  /// - Throws: `RunError` when it cannot be read or is larger.
  init(_ name: String, atMost most: Int, contentType: String? = nil, _ standardInput: StandardInput) throws(RunError) {
    if name == "-" {
      bytes = try standardInput.read(for: "file", atMost: most)
    } else {
      try Self.check(try InputFile.facts(of: name).byteCount, name, atMost: most)
      bytes = try InputFile.bytes(of: name, atMost: most)
    }
    try Self.check(bytes.count, name, atMost: most)
    self.name = name
    self.contentType = contentType ?? MediaProbe.facts(of: bytes).mediaType(ofFileNamed: name)
  }

  private static func check(_ count: Int, _ name: String, atMost most: Int) throws(RunError) {
    guard count > most else { return }
    let isFile = name != "-"
    throw RunError(
      .invalid,
      "\(isFile ? name : "standard input") has \(isFile ? "\(count)" : "more than \(most)") bytes, and a data URI may "
        + "hold \(most); --max-bytes allows more, --force any",
      remedy: isFile ? .words("falkit upload \(Shell.quoted(name))") : nil
    )
  }

  /// What is worth saying about so much content; `nil` mostly.
  var warning: String? {
    bytes.count > Self.comfortable
      ? "\(ByteCount.words(bytes.count)) are much for a data URI; an upload is better" : nil
  }
}
