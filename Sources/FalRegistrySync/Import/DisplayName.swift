import FalRegistry

/// Makes a readable name of an endpoint's id, for endpoints that the service gives none.
enum DisplayName {
  /// `fal-ai/flux-2/klein/9b/edit` becomes `FLUX 2 Klein 9B Edit`; the owner appears only where it is not fal.
  static func derived(from id: String) -> String {
    var segments = id.split(separator: "/")
    if segments.count > 1, segments[0] == "fal-ai" { segments.removeFirst() }
    var words: [String] = []
    for segment in segments {
      for word in phrase(segment) where word.lowercased() != words.last?.lowercased() { words.append(word) }
    }
    return words.joined(separator: " ")
  }

  /// `image-to-image` stays one word in the reader's mind: `Image-to-Image`.
  private static func phrase(_ segment: Substring) -> [String] {
    let words = segment.split { $0 == "-" || $0 == "_" }.map { capitalized($0) }
    guard words.count >= 3, let to = words.firstIndex(of: "To"), to > 0, to < words.count - 1 else { return words }
    let joined = "\(words[to - 1])-to-\(words[to + 1])"
    return words[..<(to - 1)] + [joined] + words[(to + 2)...]
  }

  private static func capitalized(_ word: Substring) -> String {
    if let known = spellings[word.lowercased()] { return known }
    guard let first = word.first else { return "" }
    // 9b, 720p, v2: a size or a version.
    if first.isNumber { return word.last == "b" ? word.uppercased() : String(word) }
    if first == "v", word.dropFirst().first?.isNumber == true { return String(word) }
    return first.uppercased() + word.dropFirst()
  }

  /// Words whose usual spelling is not a capital and small letters.
  private static let spellings: [String: String] = {
    // One text, because a list of so many takes the compiler long.
    let words = """
      AI API ASR BiRefNet BRIA CCSR ControlNet DDColor DepthAnything DWPose ESRGAN FFmpeg FLUX GAN GLM GPT HD \
      HDR HED HiDream IC IP LCM LLM LoRA LTX LTXV MLSD MMAudio NSFW OCR OpenAI OpenPose PiDi PuLID RIFE SAM SD \
      SDXL SVD TTS UHD VACE VFI VLM GFPGAN SeedVR USO ZoeDepth XAI AMT CAT DRCT T2V I2V V2V A2V 3D 2D 4K 8K SFX \
      MOE T2I I2I SRPO RF SOTA VTON MV QR
      """.split(separator: " ").map(String.init)
    return Dictionary(words.map { ($0.lowercased(), $0) }) { first, _ in first }
  }()
}
