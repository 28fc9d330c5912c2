/// The formats that are known by bytes at fixed places.
enum FileSignature {
  static func container(of head: ByteBlock) -> MediaContainer? {
    if let found = signatures.first(where: {
      head.slice(at: 0, count: $0.bytes.count)?.elementsEqual($0.bytes) ?? false
    }) {
      return found.container
    }
    let isTransportStream = stride(from: 0, through: 188, by: 188).allSatisfy { head.uint8(at: $0) == 0x47 }
    return isTransportStream ? .mpegTS : nil
  }

  private static let signatures: [(bytes: [UInt8], container: MediaContainer)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
    ([0xFF, 0xD8, 0xFF], .jpeg),
    (Array("GIF87a".utf8), .gif), (Array("GIF89a".utf8), .gif),
    ([0x49, 0x49, 0x2A, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
    ([0x49, 0x49, 0x2B, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2B], .tiff),
    ([0xFF, 0x0A], .jpegXL), ([0, 0, 0, 12] + Array("JXL ".utf8), .jpegXL),
    ([0, 0, 0, 12] + Array("jP  ".utf8), .jpeg2000),
    (Array("8BPS".utf8), .photoshop), ([0x76, 0x2F, 0x31, 0x01], .openEXR), ([0, 0, 1, 0], .icon),
    (Array("OggS".utf8), .ogg), (Array("MThd".utf8), .midi),
    ([0x00, 0x00, 0x01, 0xBA], .mpegPS), (Array("FLV\u{1}".utf8), .flv),
    ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], .asf),
    (Array("glTF".utf8), .glb), (Array("Kaydara FBX Binary".utf8), .fbx), (Array("ply\n".utf8), .ply),
    (Array("ply\r".utf8), .ply),
    ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip), ([0x1F, 0x8B], .gzip),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip), (Array("%PDF-".utf8), .pdf),
  ]
}
