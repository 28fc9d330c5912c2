/// AVIF, HEIC and their relatives: the properties of the main picture, and the track of those that move.
enum ISOImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    // A track describes pictures that move, and has sizes of its own.
    if file.box("moov", in: 0..<file.byteCount) != nil { ISOMovie.read(file, into: &facts) }
    guard let meta = file.box("meta", in: 0..<file.byteCount) else { return }
    let content = meta.content.dropFirst(4)
    guard let properties = file.box("iprp", in: content),
      let list = file.box("ipco", in: properties.content),
      let size = size(file, list, mainProperties(file, content, properties))
    else { return }
    facts.setSize(width: size.width, height: size.height, isTurned: size.isTurned)
    if facts.frameCount == nil { facts.frameCount = 1 }
  }

  /// The places of the main picture's properties in the list of all; `nil` when it is not said which picture is the main one.
  private static func mainProperties(_ file: FileReader, _ content: Range<Int>, _ properties: ISOBox) -> [Int]? {
    guard let primary = file.box("pitm", in: content).flatMap({ file.block($0.content, atMost: 8) }),
      let item = primary.integer(at: 4, size: primary.uint8(at: 0) == 0 ? 2 : 4),
      let associations = file.box("ipma", in: properties.content)
    else { return nil }
    return ISOPropertyAssociations.properties(of: item, file, associations)
  }

  private static func size(
    _ file: FileReader,
    _ list: ISOBox,
    _ places: [Int]?
  ) -> (width: Int, height: Int, isTurned: Bool)? {
    var width: Int?
    var height: Int?
    var isTurned = false
    for (index, property) in ISOBoxes(file, list.content).enumerated() where places?.contains(index + 1) ?? true {
      guard let block = file.block(property.content, atMost: 12) else { continue }
      switch property.type {
      case "ispe" where width == nil:
        width = block.uint32(at: 4)
        height = block.uint32(at: 8)
      case "irot": isTurned = (block.uint8(at: 0) ?? 0) & 1 == 1
      default: break
      }
    }
    guard let width, let height else { return nil }
    return (width, height, isTurned)
  }
}
