/// Words that Swift names write in capitals throughout, as its guidelines ask: `imageURL`, `videoFPS`.
enum Acronyms {
  private static let words: Set<String> = [
    "api", "bpm", "cfg", "cpu", "fbx", "fps", "gif", "glb", "gpu", "hd", "hdr", "html", "http", "https", "id", "ip",
    "jpeg", "jpg", "json", "lcm", "llm", "lut", "mp3", "mp4", "nsfw", "ocr", "pbr", "pdf", "png", "psd", "rgb", "rgba",
    "rle", "sdxl", "srt", "ssml", "svg", "tts", "uhd", "uri", "url", "uuid", "uv", "vae", "vtt", "wav", "webp", "xml",
  ]

  /// How a word is written inside a name; `nil` when it is no acronym.
  static func spelling(of word: String) -> String? {
    let lowercase = word.lowercased()
    if words.contains(lowercase) { return lowercase.uppercased() }
    if lowercase.hasSuffix("s"), words.contains(String(lowercase.dropLast())) {
      return lowercase.dropLast().uppercased() + "s"
    }
    return nil
  }
}
