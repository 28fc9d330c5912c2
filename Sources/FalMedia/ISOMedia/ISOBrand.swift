/// The formats that are made of boxes, told apart by the brands at the beginning.
enum ISOBrand {
  static func container(of head: ByteBlock) -> MediaContainer? {
    guard let length = head.uint32(at: 0), length == 1 || length >= 8, let type = head.fourCC(at: 4) else { return nil }
    if type == "ftyp" { return container(of: brands(head, length: length)) }
    if ["styp", "moof", "sidx"].contains(type) { return .mp4 }
    // QuickTime did without brands at first.
    return ["moov", "mdat", "wide", "pnot"].contains(type) ? .mov : nil
  }

  /// The main brand and those the file is compatible with.
  private static func brands(_ head: ByteBlock, length: Int) -> [String] {
    ([8] + Array(stride(from: 16, to: min(length, head.count), by: 4))).compactMap(head.fourCC)
  }

  private static func container(of brands: [String]) -> MediaContainer {
    for brand in brands {
      if let container = containers[brand] { return container }
      if brand.hasPrefix("3gp") || brand.hasPrefix("3g2") { return .threeGP }
      // The others that are compatible with it say little: many files are compatible with QuickTime or HEIF as well.
      if !isGeneralImage(brand) { return .mp4 }
    }
    return .heif
  }

  private static func isGeneralImage(_ brand: String) -> Bool {
    ["mif1", "mif2", "msf1", "miaf", "MiHB", "MiHE", "MiPr", "MA1B", "MA1A", "tmap"].contains(brand)
  }

  private static let containers: [String: MediaContainer] = [
    "qt  ": .mov, "M4V ": .m4v, "M4VH": .m4v, "M4VP": .m4v, "M4A ": .m4a, "M4B ": .m4a, "M4P ": .m4a, "F4A ": .m4a,
    "avif": .avif, "avis": .avif,
    "heic": .heic, "heix": .heic, "heim": .heic, "heis": .heic, "hevc": .heic, "hevx": .heic, "hevm": .heic,
    "hevs": .heic,
  ]
}
