extension FalResult {
  /// All files in the answer, whatever the model, in their order and each address once.
  ///
  /// ```swift
  /// for (number, file) in result.files.enumerated() {
  ///   try await fal.download(file, to: "\(number)-\(file.fileName ?? "file")")
  /// }
  /// ```
  ///
  /// A file is an object with an address under `url`, an address under a name that ends in `_url` or `_urls`, and a data URI
  /// wherever it stands. What the names mean, and which of them are pictures or clips, typed outputs tell.
  public var files: [MediaFile] {
    var finder = FileFinder()
    finder.walk(json, name: "")
    return finder.files
  }
}

private struct FileFinder {
  private(set) var files: [MediaFile] = []
  private var addresses: Set<String> = []

  mutating func walk(_ value: JSON, name: String) {
    switch value {
    case .object(let members):
      let url = members["url"]?.string.flatMap { MediaAddress.isAddress($0) ? $0 : nil }
      if let url { add((try? MediaFile(json: value)) ?? MediaFile(url: url)) }
      for (name, member) in members where url == nil || name != "url" { walk(member, name: name) }
    case .array(let items): for item in items { walk(item, name: name) }
    case .string(let text):
      let isNamed = (name.hasSuffix("_url") || name.hasSuffix("_urls")) && MediaAddress.isAddress(text)
      if isNamed || MediaAddress.isDataURI(text) { add(MediaFile(url: text)) }
    default: break
    }
  }

  private mutating func add(_ file: MediaFile) {
    if addresses.insert(file.url).inserted { files.append(file) }
  }
}
