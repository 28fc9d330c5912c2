/// Which media type files have, by their first bytes.
enum FileSignatures {
  /// The media type of a file that begins so; `nil` when the bytes do not tell.
  static func contentType(of head: [UInt8]) -> String? {
    if let found = prefixes.first(where: { head.starts(with: $0.bytes) }) { return found.type }
    if head.starts(with: "RIFF".utf8) { return riffTypes[word(head, at: 8)] }
    if word(head, at: 4) == "ftyp" { return brandType(word(head, at: 8)) }
    if head.starts(with: "FORM".utf8), ["AIFF", "AIFC"].contains(word(head, at: 8)) { return "audio/aiff" }
    if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return matroskaType(head) }
    if isMPEGAudio(head) { return "audio/mpeg" }
    if isADTS(head) { return "audio/aac" }
    return textType(head)
  }

  /// Whether files of this type may be of a more special kind.
  static func isEnvelope(_ type: String) -> Bool {
    ["application/zip", "application/xml", "audio/ogg", "application/gzip", "video/mp4"].contains(type)
  }

  private static let prefixes: [(bytes: [UInt8], type: String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ([0xFF, 0xD8, 0xFF], "image/jpeg"),
    (Array("GIF87a".utf8), "image/gif"), (Array("GIF89a".utf8), "image/gif"),
    ([0x49, 0x49, 0x2A, 0x00], "image/tiff"), ([0x4D, 0x4D, 0x00, 0x2A], "image/tiff"),
    (Array("8BPS".utf8), "image/vnd.adobe.photoshop"), ([0x76, 0x2F, 0x31, 0x01], "image/x-exr"),
    (Array("OggS".utf8), "audio/ogg"), (Array("fLaC".utf8), "audio/flac"), (Array("ID3".utf8), "audio/mpeg"),
    (Array("MThd".utf8), "audio/midi"), (Array("glTF".utf8), "model/gltf-binary"),
    ([0x50, 0x4B, 0x03, 0x04], "application/zip"), ([0x50, 0x4B, 0x05, 0x06], "application/zip"),
    ([0x1F, 0x8B], "application/gzip"), (Array("%PDF-".utf8), "application/pdf"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
  ]

  private static let riffTypes = ["WAVE": "audio/wav", "WEBP": "image/webp", "AVI ": "video/x-msvideo"]

  private static func word(_ head: [UInt8], at position: Int) -> String {
    String(decoding: head.dropFirst(position).prefix(4), as: UTF8.self)
  }

  /// The files of the ISO base media format are told apart by their brand.
  private static func brandType(_ brand: String) -> String {
    switch brand {
    case "qt  ": "video/quicktime"
    case "avif", "avis": "image/avif"
    case "heic", "heix", "hevc": "image/heic"
    case "mif1", "msf1": "image/heif"
    case "M4A ", "M4B ": "audio/mp4"
    case "3gp4", "3gp5", "3gp6": "video/3gpp"
    default: "video/mp4"
    }
  }

  private static func matroskaType(_ head: [UInt8]) -> String {
    let webm = Array("webm".utf8)
    let isWebM = head.indices.dropLast(webm.count - 1).contains { head[$0...].starts(with: webm) }
    return isWebM ? "video/webm" : "video/x-matroska"
  }

  /// A frame of MPEG layer II or III: eleven set bits, a version and a layer that exist.
  private static func isMPEGAudio(_ head: [UInt8]) -> Bool {
    guard head.count > 2, head[0] == 0xFF, head[1] & 0xE0 == 0xE0 else { return false }
    let layer = head[1] >> 1 & 3
    return (layer == 1 || layer == 2) && head[1] >> 3 & 3 != 1 && head[2] >> 4 != 15
  }

  private static func isADTS(_ head: [UInt8]) -> Bool {
    head.count > 1 && head[0] == 0xFF && head[1] & 0xF6 == 0xF0
  }

  private static func textType(_ head: [UInt8]) -> String? {
    let start = String(decoding: head.prefix(256), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("<svg") { return "image/svg+xml" }
    if start.hasPrefix("<?xml") { return start.contains("<svg") ? "image/svg+xml" : "application/xml" }
    return nil
  }
}
