/// Which media type files have, by the end of their names.
package enum FileExtensions {
  /// The media type of files with such a name; `nil` when it is not known.
  package static func contentType(ofName name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return contentTypes[name[name.index(after: dot)...].lowercased()]
  }

  /// The usual end of the names of files of a media type, without the dot; `nil` when it is not known.
  package static func usual(for contentType: String) -> String? {
    let type = contentType.prefix { $0 != ";" }.lowercased()
    return preferred[type] ?? contentTypes.filter { $0.value == type }.keys.min()
  }

  /// Where there are several.
  private static let preferred = [
    "image/jpeg": "jpg", "image/tiff": "tiff", "video/quicktime": "mov", "video/mp4": "mp4", "audio/mpeg": "mp3",
    "audio/ogg": "ogg", "audio/mp4": "m4a", "text/plain": "txt", "text/html": "html", "application/x-yaml": "yaml",
    "audio/wav": "wav", "application/octet-stream": "bin", "application/gzip": "gz", "audio/aiff": "aiff",
  ]

  private static let contentTypes = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "heic": "image/heic", "heif": "image/heif", "bmp": "image/bmp", "tif": "image/tiff",
    "tiff": "image/tiff", "svg": "image/svg+xml", "ico": "image/x-icon", "psd": "image/vnd.adobe.photoshop",
    "exr": "image/x-exr", "jxl": "image/jxl",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "qt": "video/quicktime", "webm": "video/webm",
    "mkv": "video/x-matroska", "avi": "video/x-msvideo", "mpg": "video/mpeg", "mpeg": "video/mpeg",
    "ogv": "video/ogg", "3gp": "video/3gpp",
    "mp3": "audio/mpeg", "wav": "audio/wav", "wave": "audio/wav", "m4a": "audio/mp4", "aac": "audio/aac",
    "flac": "audio/flac", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "aif": "audio/aiff",
    "aiff": "audio/aiff", "mid": "audio/midi", "midi": "audio/midi",
    "glb": "model/gltf-binary", "gltf": "model/gltf+json", "obj": "model/obj", "stl": "model/stl", "fbx": "model/fbx",
    "usdz": "model/vnd.usdz+zip", "ply": "model/ply",
    "zip": "application/zip", "tar": "application/x-tar", "gz": "application/gzip", "tgz": "application/gzip",
    "7z": "application/x-7z-compressed", "pdf": "application/pdf", "json": "application/json",
    "jsonl": "application/jsonl", "yaml": "application/x-yaml", "yml": "application/x-yaml", "xml": "application/xml",
    "csv": "text/csv", "txt": "text/plain", "md": "text/markdown", "html": "text/html", "htm": "text/html",
    "srt": "application/x-subrip", "vtt": "text/vtt", "safetensors": "application/octet-stream",
    "bin": "application/octet-stream", "ckpt": "application/octet-stream", "pt": "application/octet-stream",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}
