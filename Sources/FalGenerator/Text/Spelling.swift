/// How a word is written inside a Swift name, where that is not a capital and small letters.
///
/// One rule for types, members and values: initialisms and terms as the field writes them (`imageURL`, `LoRAWeight`,
/// `FastSDXL`), makers' names as the makers write them (`MiniMaxHailuo02`), sizes and kinds with their letter in capitals
/// (`Wan14B`, `Hunyuan3D`). Public names come from this table: a word that is added changes none that are recorded.
package enum Spelling {
  /// Initialisms and terms; at the beginning of a member they are small throughout: `url`, `loraScale`.
  private static let terms = table(
    """
    2D 3D 4o A2A A2V AAC AI AMT AdaIN API APG ASMR ASR AV AV2AV B64 BBQ BBox BF16 BGM BPM BRDF CAS CCSR CFG CGI CPU CRF \
    CSM CSV CV DDIM DPI DPM DPMPP DRC DRCT ESRGAN EVF EXR F32LE FBX FFmpeg FLAC FLF2V FP16 FPS GAN GFPGAN GIF GLB GLM \
    GLTF GPT GPU HD HDR HED HEVC HTML HTTP HTTPS HQ I2I I2V IC ID IoU IP JPEG JPG JSON LCM LLM LoRA LRA LTX LTXV LUT M4A \
    MAI MHR MIME MKV MLSD MOV MP3 MP4 MPEG MTL NAG NSFW OBJ OCR PBR PCM PDF PLY PNG PSD QR RF RGB RGBA RIFE RLE RTF \
    S16LE SAM SCAIL SD SDE SDP SDXL SFX SLAT SNR SR SRPO SRT SSML STG STL SVD SVG T2A T2I T2V TCD TEED TTFT TTS UGC UHD \
    UI UNO UOV URI URL USDZ USO UTF8 UUID UV V2A V2V VACE VAD VAE VFI VGL VLM VP9 VR VTO VTON VTT WAV WebM WebP XAI XML \
    Y2K
    """
  )

  /// Several words written as one; at the beginning of a member only the first of them is small: `controlNetScale`.
  private static let compounds = table(
    """
    AILab AnimateDiff BiRefNet BitDance BoundingBox ByteDance CassetteAI ChatterboxHD ClarityAI CodeFormer CogVideoX \
    CogView ControlFoley ControlNet DDColor DWPose DaVinci DeepFilterNet DepthAnything DiffRhythm DocRes DreamActor \
    DreamOmni DreamShaper EchoMimic ElevenLabs FireRed FlashHead FlashTalk FlashVSR FlowEdit FramePack GenFill HeyGen \
    HiDream ICLight ImageUtils ImagineArt Img2Vid Image2Pixel Image2SVG JoyAI LLaVA LatentSync LineArt LongCat MMAudio \
    MagiHuman MiDaS MiniMax MuseTalk NAFNet OmniGen OmniHuman OmniLottie OpenAI OpenPose OpenRouter PersonaPlex \
    PhotoMaker PiDi PixArt PixVerse ProRes PuLID ReconViaGen RunDiffusion Sa2VA SadTalker SeedVR SenseNova SmoreTalk \
    StepX TeleStyle ThinkSound TripoSR TripoSplat TryOn VecGlypher VibeVoice YouTube ZoeDepth
    """
  )

  private static func table(_ words: String) -> [String: String] {
    Dictionary(words.split(separator: " ").map { ($0.lowercased(), String($0)) }) { first, _ in first }
  }

  /// Whether a word is one although a capital follows a small letter in it, as in `LoRA`.
  static func isWord(_ text: String) -> Bool {
    let word = text.lowercased()
    return terms[word] != nil || compounds[word] != nil
  }

  /// The word inside a name: `URL`, `LoRAs`, `Prompt`.
  package static func inside(_ word: String) -> String {
    known(word.lowercased()) ?? word.prefix(1).uppercased() + word.dropFirst()
  }

  /// The word at the beginning of a member or value: `url`, `loras`, `controlNet`; `nil` for words without a rule.
  static func first(_ word: String) -> String? {
    let lowercase = word.lowercased()
    guard let spelling = known(lowercase) else { return nil }
    guard isCompound(lowercase) else {
      let isTerm = terms[stem(lowercase)] != nil
      return isTerm || spelling.first?.isNumber ?? true ? spelling.lowercased() : beginningSmall(spelling, capitals: 1)
    }
    let capitals = spelling.prefix { $0.isUppercase }.count
    return beginningSmall(spelling, capitals: capitals > 1 ? capitals - 1 : capitals)
  }

  private static func beginningSmall(_ word: String, capitals: Int) -> String {
    word.prefix(capitals).lowercased() + word.dropFirst(capitals)
  }

  private static func isCompound(_ word: String) -> Bool {
    compounds[word] != nil || compounds[stem(word)] != nil
  }

  /// The word without what may follow one of the tables: a number, or the ending of a plural.
  private static func stem(_ word: String) -> String {
    if terms[word] != nil || compounds[word] != nil { return word }
    let bytes = Array(word.utf8)
    let digits = bytes.reversed().prefix(while: isDigit).count
    if digits > 0 { return String(word.dropLast(digits)) }
    return word.hasSuffix("xes") ? String(word.dropLast(2)) : word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  private static func known(_ word: String) -> String? {
    if let spelling = terms[word] ?? compounds[word] { return spelling }
    let bytes = Array(word.utf8)
    guard let last = bytes.last else { return nil }
    let stem = stem(word)
    if stem != word, let spelling = terms[stem] ?? compounds[stem] { return spelling + word.dropFirst(stem.count) }
    // 480P is 480p like everybody's; 14b, 4k and 2d are 14B, 4K and 2D, but seconds and factors stay small: 10s, 2x.
    guard bytes.count > 1, isLetter(last), isDigit(bytes[bytes.count - 2]) else { return nil }
    let digits = bytes.dropLast().reversed().prefix(while: isDigit).count
    let letters = bytes.prefix(bytes.count - 1 - digits)
    guard letters.allSatisfy(isLetter) else { return nil }
    if last == UInt8(ascii: "p") { return letters.isEmpty ? word : nil }
    if last == UInt8(ascii: "s") || last == UInt8(ascii: "x") { return nil }
    let head = String(decoding: letters, as: UTF8.self)
    let rest = word.dropFirst(letters.count).uppercased()
    return (terms[head] ?? head.prefix(1).uppercased() + head.dropFirst()) + rest
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
