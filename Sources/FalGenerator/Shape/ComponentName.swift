/// What the name of a document's component says.
enum ComponentName {
  /// Its words, without what publishers' tools put around them: `Image` of `registry__image__fast_sdxl__models__Image`.
  static func words(_ component: String?) -> String? {
    guard let component, !component.isEmpty else { return nil }
    var name = component.utf8.contains(UInt8(ascii: "_")) ? component.split(separator: "__").last ?? "" : component[...]
    // ImageType2
    let digits = name.utf8.reversed().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
    if digits > 0 {
      let stem = Substring(name.utf8.dropLast(digits))
      if stem.hasSuffix("Type"), stem.utf8.count > "Type".utf8.count { name = stem.dropLast("Type".count) }
    }
    return name.isEmpty ? nil : String(name)
  }
}
