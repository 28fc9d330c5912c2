/// What somebody looks for: ideas, all of which a good answer has, each of which can be said in several words.
struct SearchQuery {
  /// The ways to say one thing.
  typealias Idea = [String]

  let ideas: [Idea]

  init(_ text: String) {
    let words = SearchWords.split(text)
    var ideas: [Idea] = []
    var position = 0
    while position < words.count {
      let rest = words[position...]
      if let (phrase, idea) = Self.phrases.first(where: { rest.starts(with: $0.words) }) {
        ideas.append(idea)
        position += phrase.count
      } else if rest.count >= 3, words[position + 1] == "to", !Self.ignored.contains(words[position + 2]) {
        ideas.append([SearchWords.conversion(Self.kind(words[position]), Self.kind(words[position + 2]))])
        position += 3
      } else {
        let word = words[position]
        if !Self.ignored.contains(word) { ideas.append(Self.synonyms[word] ?? [SearchWords.stem(word)]) }
        position += 1
      }
    }
    self.ideas = ideas
  }

  /// What is turned into what, as categories call it.
  private static func kind(_ word: String) -> String {
    switch word {
    case "img", "pic", "picture", "photo": "image"
    case "vid": "video"
    case "txt": "text"
    default: word
    }
  }

  /// Words that say nothing about a model.
  private static let ignored: Set<String> = [
    "a", "an", "the", "of", "for", "with", "and", "or", "to", "in", "on", "from", "my", "model", "models", "best",
    "using",
  ]

  /// Short forms that people use for what the catalogue spells out.
  private static let synonyms: [String: Idea] = {
    let table: [String: String] = [
      "img2img": "image-to-image", "i2i": "image-to-image", "image2image": "image-to-image",
      "txt2img": "text-to-image", "t2i": "text-to-image", "text2image": "text-to-image", "text2img": "text-to-image",
      "i2v": "image-to-video", "img2vid": "image-to-video", "img2video": "image-to-video",
      "image2video": "image-to-video",
      "t2v": "text-to-video", "txt2vid": "text-to-video", "text2video": "text-to-video", "txt2video": "text-to-video",
      "v2v": "video-to-video", "vid2vid": "video-to-video", "video2video": "video-to-video",
      "a2v": "audio-to-video", "v2a": "video-to-audio", "s2s": "speech-to-speech",
      "stt": "speech-to-text", "asr": "speech-to-text",
      "bg": "background", "vid": "video", "pic": "image", "img": "image", "photo": "image photo", "sfx": "sfx sound",
      "rembg": "rembg background", "background": "background rembg", "remove": "remov rembg eras",
      "transcribe": "speech-to-text transcribe transcript",
      "transcription": "speech-to-text transcript", "tts": "text-to-speech tts", "upres": "upscal",
    ]
    return table.mapValues { $0.split(separator: " ").map(String.init) }
  }()

  /// The words that have a table entry of their own, and need not stand in the catalogue.
  static let shortForms = Set(synonyms.keys)

  /// Several words for one thing.
  private static let phrases: [(words: [String], idea: Idea)] = [
    (["super", "resolution"], ["upscal", "resolution", "superresolution"]),
    (["lip", "sync"], ["lipsync", "sync"]),
    (["face", "swap"], ["faceswap", "swap"]),
    (["try", "on"], ["tryon", "vton"]),
  ]
}
