package import FalCore
package import FalRegistry

/// Finds the files in a result.
package struct ResultFiles {
  private var found: [ResultFile] = []
  private var addresses: Set<String> = []

  /// The files of a result in the order of the document, each address once.
  ///
  /// A file is an object with an address under `url`, a data URI wherever it stands, and an address that the model's
  /// schema or the name of its field calls a file.
  package static func all(in result: JSON, schema: SchemaNode? = nil) -> [ResultFile] {
    var finder = ResultFiles()
    finder.walk(result, schema, place: "", name: "")
    return finder.found
  }

  private mutating func walk(_ value: JSON, _ schema: SchemaNode?, place: String, name: String) {
    switch value {
    case .object(let members):
      let address = members["url"]?.string.flatMap { MediaAddress.isAddress($0) ? $0 : nil }
      if let address { add(ResultFile(field: place.isEmpty ? "url" : place, url: address, json: value)) }
      for (name, member) in members where address == nil || name != "url" {
        let inner = schema?.fields.first { $0.name == name }?.node
        walk(member, inner, place: place.isEmpty ? name : "\(place).\(name)", name: name)
      }
    case .array(let items):
      let inner: SchemaNode? = if case .list(let item)? = schema?.shape { item } else { nil }
      for (position, item) in items.enumerated() { walk(item, inner, place: "\(place)[\(position)]", name: name) }
    case .string(let text) where MediaAddress.isDataURI(text):
      add(ResultFile(field: place, url: text))
    case .string(let text) where MediaAddress.isAddress(text):
      let isMedia = schema?.media != nil || name.hasSuffix("_url") || name.hasSuffix("_urls")
      // A field named as media without `_url`, such as `video`, holds a file when it holds nothing but an address.
      if isMedia || MediaKind.named(name) != nil { add(ResultFile(field: place, url: text)) }
    default: break
    }
  }

  private mutating func add(_ file: ResultFile) {
    if addresses.insert(file.url).inserted { found.append(file) }
  }
}
