import FalCore

/// Uses models that the target lists in its falkit.json.
@main
enum UsesPlugin {
  static func main() throws {
    print(inputOfFlux().json)
    print(ElevenLabsTTSTurboV2_5.Input(text: "Good morning.", speed: 1.1).json)
    print(KlingVideoV2_1ProImageToVideo.Input(prompt: "it yawns", imageURL: "https://example.com/cat.png").json)
    print(KlingVideoV2_1StandardImageToVideo.id)
    print(Whisper.Input(audioURL: "https://example.com/talk.mp3", task: .transcribe, chunkLevel: .word).json)
    let text = try Whisper.Output(json: [
      "text": "Good morning.", "inferred_languages": ["en"], "chunks": [], "diarization_segments": [],
    ])
    print(text.text, text.inferredLanguages)
  }

  /// Generated types are internal here, so that only internal functions can use them.
  static func inputOfFlux() -> FluxDev.Input {
    FluxDev.Input(prompt: "a cat", acceleration: .noneValue)
  }
}
