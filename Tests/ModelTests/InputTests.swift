import Fal3D
import FalAudio
import FalImage
import FalText
import FalTraining
import FalVideo
import Testing

/// Typed inputs of all modules beside the JSON that one would write by hand.
@Suite("Typed inputs")
struct InputTests {
  private func expect(_ input: some FalInput, equals text: String) throws {
    #expect(input.json == (try JSON(parsing: text)))
    // In the order of the service's own documentation, too.
    #expect(input.json.text() == text)
  }

  @Test("A picture from a prompt")
  func fluxDev() throws {
    try expect(
      FluxDev.Input(
        prompt: "a cat",
        imageSize: .landscape16x9,
        numInferenceSteps: 28,
        seed: 7,
        guidanceScale: 3.5,
        numImages: 2,
        outputFormat: .png,
        acceleration: .noneValue
      ),
      equals:
        #"{"prompt":"a cat","image_size":"landscape_16_9","num_inference_steps":28,"seed":7,"guidance_scale":3.5,"#
        + #""num_images":2,"output_format":"png","acceleration":"none"}"#
    )
  }

  @Test("Weights and a size in pixels")
  func fluxLora() throws {
    try expect(
      FluxLoRA.Input(
        prompt: "a cat",
        imageSize: .init(width: 640, height: 480),
        loras: [.init(path: "https://example.com/a.safetensors"), .init(path: "b", scale: 0.5)]
      ),
      equals: #"{"prompt":"a cat","image_size":{"width":640,"height":480},"#
        + #""loras":[{"path":"https://example.com/a.safetensors"},{"path":"b","scale":0.5}]}"#
    )
  }

  @Test("Pictures to edit")
  func nanoBanana() throws {
    try expect(
      NanoBananaProEdit.Input(
        prompt: "as a watercolour",
        imageURLs: ["https://example.com/a.png"],
        aspectRatio: .ratio21x9,
        resolution: .init("8K")
      ),
      equals: #"{"prompt":"as a watercolour","image_urls":["https://example.com/a.png"],"aspect_ratio":"21:9","#
        + #""resolution":"8K"}"#
    )
  }

  @Test("One file or several, and adapters inside adapters")
  func fluxGeneral() throws {
    try expect(
      FluxGeneral.Input(
        prompt: "a cat",
        controlNetUnions: [
          .init(path: "union", controls: [.init(controlImageURL: "https://example.com/c.png", controlMode: .canny)])
        ],
        fillImage: .init(fillImageURL: .list(["https://example.com/a.png", "https://example.com/b.png"]))
      ),
      equals: #"{"prompt":"a cat","controlnet_unions":[{"path":"union","controls":[{"control_image_url":"#
        + #""https://example.com/c.png","control_mode":"canny"}]}],"fill_image":{"fill_image_url":"#
        + #"["https://example.com/a.png","https://example.com/b.png"]}}"#
    )
  }

  @Test("Points to segment, with whole numbers as values")
  func sam3() throws {
    try expect(
      SAM3Image.Input(
        imageURL: "https://example.com/a.png",
        pointPrompts: [.init(x: 10, y: 20, label: .label1), .init(x: 1, y: 2, label: .init(3))]
      ),
      equals: #"{"image_url":"https://example.com/a.png","point_prompts":[{"x":10,"y":20,"label":1},"#
        + #"{"x":1,"y":2,"label":3}]}"#
    )
  }

  @Test("A clip in several shots")
  func kling() throws {
    try expect(
      KlingVideoO3ProTextToVideo.Input(
        duration: .duration10,
        multiPrompt: [.init(prompt: "dawn", duration: .duration3), .init(prompt: "noon")],
        shotType: .customize
      ),
      equals: #"{"duration":"10","multi_prompt":[{"prompt":"dawn","duration":"3"},{"prompt":"noon"}],"#
        + #""shot_type":"customize"}"#
    )
  }

  @Test("Speech")
  func minimax() throws {
    try expect(
      MiniMaxSpeech02HD.Input(
        text: "Good morning.",
        voiceSetting: .init(voiceID: "Wise_Woman", speed: 1.1, emotion: .happy),
        audioSetting: .init(sampleRate: .rate44100, bitrate: .bitrate128000, format: .mp3, channel: .channel1),
        languageBoost: .chineseYue
      ),
      equals: #"{"text":"Good morning.","voice_setting":{"voice_id":"Wise_Woman","speed":1.1,"emotion":"happy"},"#
        + #""audio_setting":{"sample_rate":44100,"bitrate":128000,"format":"mp3","channel":1},"#
        + #""language_boost":"Chinese,Yue"}"#
    )
  }

  @Test("A transcript")
  func whisper() throws {
    try expect(
      Whisper.Input(audioURL: "https://example.com/a.mp3", task: .transcribe, language: "en", chunkLevel: .word),
      equals: #"{"audio_url":"https://example.com/a.mp3","task":"transcribe","language":"en","chunk_level":"word"}"#
    )
  }

  @Test("A mesh")
  func trellis() throws {
    try expect(
      Trellis.Input(imageURL: "https://example.com/a.png", meshSimplify: 0.95, textureSize: .size1024),
      equals: #"{"image_url":"https://example.com/a.png","mesh_simplify":0.95,"texture_size":1024}"#
    )
  }

  @Test("A conversation whose parts are free")
  func seed() throws {
    try expect(
      ByteDanceSeedV2Mini.Input(
        prompt: "And this one?",
        messages: [
          .init(role: .user, content: .string("What is this?")),
          .init(role: .assistant, content: .list([["type": "text", "text": "A cat."]])),
          .init(role: .init("critic"), content: .other(["any": "thing"])),
        ],
        thinking: .auto
      ),
      equals: #"{"prompt":"And this one?","messages":[{"role":"user","content":"What is this?"},"#
        + #"{"role":"assistant","content":[{"type":"text","text":"A cat."}]},"#
        + #"{"role":"critic","content":{"any":"thing"}}],"thinking":"auto"}"#
    )
  }

  @Test("Weights to train")
  func training() throws {
    try expect(
      FluxLoRAFastTraining.Input(
        imagesDataURL: "https://example.com/a.zip",
        triggerWord: "SKS",
        steps: 1000,
        isStyle: true
      ),
      equals: #"{"images_data_url":"https://example.com/a.zip","trigger_word":"SKS","steps":1000,"is_style":true}"#
    )
  }

  @Test("An endpoint without a schema of its input takes any JSON")
  func untyped() throws {
    let input: OpenRouterRouterOpenAIV1ChatCompletions.Input = ["model": "any", "messages": []]
    try expect(input, equals: #"{"model":"any","messages":[]}"#)
  }

  @Test("Ids")
  func ids() {
    #expect("\(FluxDev.id)" == "fal-ai/flux/dev" && FluxDev.id.base == "fal-ai/flux")
    #expect("\(Trellis.id)" == "fal-ai/trellis")
  }
}
