import FalMedia
import Testing

@Suite("What kind of file it is")
struct MediaTypeTests {
  static let byContent: [(String, [UInt8], String)] = [
    ("x", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ("x.png", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
    ("x", Array("RIFF0000WEBPVP8 ".utf8), "image/webp"),
    ("x", Array("RIFF0000WAVEfmt ".utf8), "audio/wav"),
    ("x", Array("RIFF0000AVI LIST".utf8), "video/x-msvideo"),
    ("x", [0, 0, 0, 0x14] + Array("ftypqt  ".utf8), "video/quicktime"),
    ("x", [0, 0, 0, 0x14] + Array("ftypisom".utf8), "video/mp4"),
    ("x", [0, 0, 0, 0x14] + Array("ftypM4A ".utf8), "audio/mp4"),
    ("x", [0, 0, 0, 0x14] + Array("ftypavif".utf8), "image/avif"),
    ("x", [0, 0, 0, 0x14] + Array("ftypheic".utf8), "image/heic"),
    ("x.m4a", [0, 0, 0, 0x14] + Array("ftypmp42".utf8), "audio/mp4"),
    ("x", [0x1A, 0x45, 0xDF, 0xA3, 0x93, 0x42, 0x82, 0x84] + Array("webm".utf8), "video/webm"),
    ("x", [0x1A, 0x45, 0xDF, 0xA3, 0x93, 0x42, 0x82, 0x88] + Array("matroska".utf8), "video/x-matroska"),
    ("x", [0xFF, 0xFB, 0x90, 0x64] + Bytes.zeros(413), "audio/mpeg"),
    ("x", Array("ID3\u{4}\0\0\0\0\0\0".utf8), "audio/mpeg"),
    ("x", [0xFF, 0xF1, 0x50, 0x80, 0x01, 0x1F, 0xFC, 0x00], "audio/aac"),
    ("x", Array("OggS".utf8), "audio/ogg"), ("x.ogv", Array("OggS".utf8), "video/ogg"),
    ("x", Array("fLaC".utf8), "audio/flac"), ("x", Array("glTF".utf8), "model/gltf-binary"),
    ("x", [0x50, 0x4B, 0x03, 0x04], "application/zip"),
    ("x.usdz", [0x50, 0x4B, 0x03, 0x04], "model/vnd.usdz+zip"),
    ("x", Array("\u{FEFF} <svg xmlns=''>".utf8), "image/svg+xml"),
    ("x", Array("<?xml version='1.0'?><svg>".utf8), "image/svg+xml"),
    ("x", Array("<?xml version='1.0'?><a>".utf8), "application/xml"),
    ("x.gltf", Array("{\"asset\":{}}".utf8), "model/gltf+json"), ("x.tgz", [0x1F, 0x8B, 8], "application/gzip"),
    ("x.tar", [0x1F, 0x8B, 8], "application/x-tar"), ("x.mp3", Array("GIF89a".utf8), "image/gif"),
    ("x.ts", Array("const a = 1".utf8), "text/plain"), ("x.png", Array("no picture".utf8), "text/plain"),
    ("x", Array("GIF89a".utf8), "image/gif"), ("x", Array("%PDF-1.7".utf8), "application/pdf"),
  ]

  @Test("By its content", arguments: byContent.indices)
  func content(index: Int) {
    let (name, head, type) = Self.byContent[index]
    #expect(MediaProbe.facts(of: head).mediaType(ofFileNamed: name) == type)
  }

  @Test(
    "By its name where the content does not tell",
    arguments: [
      ("a.csv", "text/csv"), ("A.JSON", "application/json"), ("a.b.obj", "model/obj"),
      ("a", "application/octet-stream"),
      ("a.", "application/octet-stream"), ("a.xyz", "application/octet-stream"), (".txt", "text/plain"),
    ]
  )
  func name(name: String, type: String) {
    let text = MediaProbe.facts(of: Array("hello".utf8)).mediaType(ofFileNamed: name)
    #expect(text == (type == "application/octet-stream" ? "text/plain" : type))
    #expect(MediaProbe.facts(of: []).mediaType(ofFileNamed: name) == type)
    #expect(MediaProbe.facts(of: [0, 1, 2]).mediaType(ofFileNamed: name) == type)
  }
}
