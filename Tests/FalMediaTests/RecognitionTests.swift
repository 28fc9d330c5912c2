import FalMedia
import Testing

@Suite("Which format it is")
struct RecognitionTests {
  @Test(
    "Formats that are only recognised",
    arguments: [
      (Array("glTF".utf8) + Bytes.little(2 as UInt32), MediaContainer.glb, MediaFacts.Kind.model3D),
      (Array("Kaydara FBX Binary  \0".utf8), .fbx, .model3D), (Array("ply\nformat ascii".utf8), .ply, .model3D),
      (Array("<svg xmlns=''>".utf8), .svg, .image),
      (Array("<?xml version='1.0'?>\n<!-- x -->\n<svg>".utf8), .svg, .image),
      (
        Array("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a '>'>]><!-- ".utf8) + Bytes.zeros(9000)
          + Array("--><s:svg/>".utf8), .svg, .image
      ),
      (Array("<?xml version='1.0'?><x><svg/></x>".utf8), .xml, .other),
      (Array("<!-- <svg> --><html>".utf8), .text, .other),
      (Array("<!DOCTYPE svg [<!-- ] --><!ENTITY b \"]>\">]><svg/>".utf8), .svg, .image),
      (Array("<!DOCTYPE svg PUBLIC \"a>b\" 'c>'><svg/>".utf8), .svg, .image),
      (Array("<!DOCTYPE html><html><svg/></html>".utf8), .text, .other),
      (Array("<!--".utf8) + Array(repeating: 0x20, count: 70_000) + Array("--><svg/>".utf8), .unknown, .other),
      ([0x1F, 0x8B, 8], .gzip, .other), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip, .other),
      (Array("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'>\n<svg>".utf8), .svg, .image),
      (Array("%PDF-1.7".utf8), .pdf, .other), ([0x50, 0x4B, 3, 4], .zip, .other), (Array("MThd".utf8), .midi, .audio),
      ([0, 0, 1, 0, 1, 0], .icon, .image), ([0xFF, 0x0A, 1], .jpegXL, .image),
      ([0x47] + Bytes.zeros(187) + [0x47, 0], .mpegTS, .video), ([0, 0, 1, 0xBA], .mpegPS, .video),
      (Array("FLV\u{1}".utf8), .flv, .video),
    ] as [([UInt8], MediaContainer, MediaFacts.Kind)]
  )
  func signatures(bytes: [UInt8], container: MediaContainer, kind: MediaFacts.Kind) {
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.container == container && facts.kind == kind && facts.byteCount == bytes.count)
  }

  @Test("The length of a box is not taken for a signature")
  func lengths() {
    let brands = repeatElement(Array("isom".utf8), count: 62).joined()
    #expect(MediaProbe.facts(of: ISOSample.box("ftyp", Array(brands))).container == .mp4)
  }

  @Test(
    "What is not recognised is no error",
    arguments: [
      [], [0], Array("hello\0".utf8), Array("caf".utf8) + [0xE9], [0xE4, 0xBD], Bytes.zeros(600),
      Array(repeating: 0x80, count: 600), Array("a\u{1B}[0m".utf8),
    ] as [[UInt8]]
  )
  func unknown(bytes: [UInt8]) {
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.container == .unknown && facts.kind == .other && facts.mediaType == "application/octet-stream")
    #expect(facts.width == nil && facts.duration == nil && facts.hasAudio == nil)
  }

  @Test(
    "Text is told from what is not recognised, wherever the first block of the file ends in it",
    arguments: ["G", "hello\r\n\tx", "<html><svg></svg></html>", "RIFF....JUNK", "{\"asset\":{}}", "ID4", "\u{FEFF}é"]
  )
  func text(beginning: String) {
    for padding in [0, 1] + Array(480..<520) {
      let text = beginning + String(repeating: "x", count: padding) + String(repeating: "猫é😀", count: padding)
      let facts = MediaProbe.facts(of: Array(text.utf8))
      #expect(facts.container == .text && facts.kind == .other && facts.mediaType == "text/plain")
    }
  }

  @Test("Any collection of bytes will do, also a part of one")
  func collections() throws {
    let bytes = try Fixture.bytes(of: "sound.opus")
    let part = (Bytes.zeros(100) + bytes + [1]).dropFirst(100).dropLast()
    #expect(MediaProbe.facts(of: part) == MediaProbe.facts(of: bytes))
  }

  @Test("Containers and codecs have names for people, and an open set of values")
  func names() {
    #expect("\(MediaContainer.mov), \(MediaCodec.h264)" == "QuickTime, H.264")
    #expect(MediaContainer(rawValue: "mov").fileExtensions == ["mov", "qt"])
    let other = MediaContainer(rawValue: "xyz")
    #expect("\(other)" == "xyz" && other.fileExtensions.isEmpty && other.kind == .other)
    #expect("\(MediaCodec(rawValue: "wmv3"))" == "wmv3")
  }

  @Test("The aspect ratio is that of the picture as displayed")
  func aspectRatio() throws {
    #expect(MediaProbe.facts(of: try Fixture.bytes(of: "turned.mp4")).aspectRatio == 0.5)
  }
}
