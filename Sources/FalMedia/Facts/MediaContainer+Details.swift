extension MediaContainer {
  /// What is known of a format.
  struct Details: Sendable {
    let name: String
    let kind: MediaFacts.Kind
    let mediaType: String
    let fileExtensions: [String]

    init(_ name: String, _ kind: MediaFacts.Kind, _ mediaType: String, _ fileExtensions: String...) {
      self.name = name
      self.kind = kind
      self.mediaType = mediaType
      self.fileExtensions = fileExtensions
    }
  }

  /// All formats; of those with the same media type the usual one comes first.
  static let known: [(container: MediaContainer, details: Details)] = [
    (.png, Details("PNG", .image, "image/png", "png", "apng")),
    (.jpeg, Details("JPEG", .image, "image/jpeg", "jpg", "jpeg")),
    (.gif, Details("GIF", .image, "image/gif", "gif")),
    (.webp, Details("WebP", .image, "image/webp", "webp")),
    (.avif, Details("AVIF", .image, "image/avif", "avif")),
    (.heic, Details("HEIC", .image, "image/heic", "heic")),
    (.heif, Details("HEIF", .image, "image/heif", "heif")),
    (.bmp, Details("BMP", .image, "image/bmp", "bmp")),
    (.tiff, Details("TIFF", .image, "image/tiff", "tiff", "tif")),
    (.jpegXL, Details("JPEG XL", .image, "image/jxl", "jxl")),
    (.jpeg2000, Details("JPEG 2000", .image, "image/jp2", "jp2")),
    (.photoshop, Details("Photoshop", .image, "image/vnd.adobe.photoshop", "psd")),
    (.openEXR, Details("OpenEXR", .image, "image/x-exr", "exr")),
    (.icon, Details("Windows icon", .image, "image/x-icon", "ico")),
    (.svg, Details("SVG", .image, "image/svg+xml", "svg")),
    (.mp4, Details("MP4", .video, "video/mp4", "mp4")),
    (.mov, Details("QuickTime", .video, "video/quicktime", "mov", "qt")),
    (.m4v, Details("M4V", .video, "video/mp4", "m4v", "mp4")),
    (.threeGP, Details("3GPP", .video, "video/3gpp", "3gp", "3g2")),
    (.webm, Details("WebM", .video, "video/webm", "webm")),
    (.matroska, Details("Matroska", .video, "video/x-matroska", "mkv", "mka")),
    (.avi, Details("AVI", .video, "video/x-msvideo", "avi")),
    (.mpegPS, Details("MPEG program stream", .video, "video/mpeg", "mpg", "mpeg")),
    (.mpegTS, Details("MPEG transport stream", .video, "video/mp2t", "ts", "m2ts")),
    (.flv, Details("Flash video", .video, "video/x-flv", "flv")),
    (.asf, Details("Windows Media", .video, "video/x-ms-asf", "wmv", "wma", "asf")),
    (.wav, Details("WAVE", .audio, "audio/wav", "wav", "wave")),
    (.mp3, Details("MPEG audio", .audio, "audio/mpeg", "mp3", "mp2")),
    (.flac, Details("FLAC", .audio, "audio/flac", "flac")),
    (.ogg, Details("Ogg", .audio, "audio/ogg", "ogg", "oga", "opus", "ogv")),
    (.m4a, Details("M4A", .audio, "audio/mp4", "m4a", "m4b")),
    (.aac, Details("AAC", .audio, "audio/aac", "aac")),
    (.aiff, Details("AIFF", .audio, "audio/aiff", "aiff", "aif", "aifc")),
    (.midi, Details("MIDI", .audio, "audio/midi", "mid", "midi")),
    (.glb, Details("glTF binary", .model3D, "model/gltf-binary", "glb")),
    (.fbx, Details("FBX", .model3D, "model/fbx", "fbx")),
    (.ply, Details("PLY", .model3D, "model/ply", "ply")),
    (.zip, Details("ZIP", .other, "application/zip", "zip")),
    (.gzip, Details("gzip", .other, "application/gzip", "gz", "tgz")),
    (.sevenZip, Details("7-Zip", .other, "application/x-7z-compressed", "7z")),
    (.pdf, Details("PDF", .other, "application/pdf", "pdf")),
    (.xml, Details("XML", .other, "application/xml", "xml")),
    (.text, Details("text", .other, "text/plain")),
  ]
}
