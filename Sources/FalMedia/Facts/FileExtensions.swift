/// Which media type files have, by the end of their names.
package enum FileExtensions {
  /// The media type of files with such a name; `nil` when it is not known.
  package static func contentType(ofName name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return types[name[name.index(after: dot)...].lowercased()]
  }

  /// The usual end of the names of files of a media type, without the dot; `nil` when it is not known.
  package static func usual(for contentType: String) -> String? {
    let type = contentType.prefix { $0 != ";" }.lowercased()
    if let known = known.first(where: { $0.type == type }) { return known.extensions.first }
    // Sound in what mostly is for movies.
    return type.hasPrefix("audio/") ? usual(for: "video/" + type.dropFirst("audio/".count)) : nil
  }

  private typealias Known = (type: String, extensions: [String])

  /// Formats that are not recognised by their content.
  private static let others: [Known] = [
    ("video/ogg", ["ogv"]),
    ("model/gltf+json", ["gltf"]), ("model/obj", ["obj"]), ("model/stl", ["stl"]), ("model/vnd.usdz+zip", ["usdz"]),
    ("application/x-tar", ["tar"]), ("application/json", ["json"]), ("application/jsonl", ["jsonl"]),
    ("application/x-yaml", ["yaml", "yml"]), ("text/csv", ["csv"]), ("text/plain", ["txt"]),
    ("text/markdown", ["md"]), ("text/html", ["html", "htm"]), ("application/x-subrip", ["srt"]),
    ("text/vtt", ["vtt"]), ("application/octet-stream", ["bin", "safetensors", "ckpt", "pt"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]),
  ]

  private static let recognized: [Known] = MediaContainer.known.map {
    ($0.details.mediaType, $0.details.fileExtensions)
  }

  private static let known = others + recognized

  private static let types = Dictionary(
    known.flatMap { known in known.extensions.map { ($0, known.type) } },
    uniquingKeysWith: { first, _ in first }
  )
}

extension MediaFacts {
  /// The media type of the file, of which the name tells what the content leaves open.
  package func mediaType(ofFileNamed name: String) -> String {
    guard let named = FileExtensions.contentType(ofName: name) else { return mediaType }
    // Without tracks a movie is told from a sound by nothing else.
    let isEitherWay = hasAudio == nil && [.audio, .video].contains(kind)
    if isEitherWay, named.hasPrefix("audio/") || named.hasPrefix("video/") { return named }
    let isMedia = ["image/", "audio/", "video/"].contains { named.hasPrefix($0) }
    return container.isEnvelope && !(container == .text && isMedia) ? named : mediaType
  }
}
