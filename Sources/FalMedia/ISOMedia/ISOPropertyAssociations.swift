/// Which properties the pictures of a file have (`ipma`).
enum ISOPropertyAssociations {
  /// The places of a picture's properties, counted from 1; `nil` when it is not listed.
  static func properties(of item: Int, _ file: FileReader, _ box: ISOBox) -> [Int]? {
    guard let block = file.block(box.content), let version = block.uint8(at: 0), let flags = block.uint24(at: 1),
      let count = block.uint32(at: 4)
    else { return nil }
    let idLength = version == 0 ? 2 : 4
    // The highest bit says whether the property must be understood.
    let (placeLength, mask) = flags & 1 == 1 ? (2, 0x7FFF) : (1, 0x7F)
    var position = 8
    for _ in 0..<count {
      guard let id = block.integer(at: position, size: idLength), let places = block.uint8(at: position + idLength)
      else {
        return nil
      }
      position += idLength + 1
      if id == item {
        return (0..<places).compactMap { block.integer(at: position + $0 * placeLength, size: placeLength) }
          .map { $0 & mask }
      }
      position += places * placeLength
    }
    return nil
  }
}
