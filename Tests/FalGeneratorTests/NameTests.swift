import Testing

@testable import FalGenerator

@Suite("Names")
struct NameTests {
  @Test(
    "Members",
    arguments: [
      ("prompt", "prompt"), ("image_urls", "imageURLs"), ("image_url", "imageURL"), ("url", "url"), ("id", "id"),
      ("cfg_scale", "cfgScale"), ("use_real_CFG", "useRealCFG"), ("sdpMLineIndex", "sdpMLineIndex"),
      ("TAPose", "taPose"), ("H264_output", "h264Output"), ("iceServers", "iceServers"), ("3d_model", "_3dModel"),
      ("frames_per_second", "framesPerSecond"), ("base_1_5_model", "base1_5Model"), ("init", "initValue"),
      ("self", "selfValue"), ("in", "in"), ("image-url", "imageURL"), ("MAX_TOKENS", "maxTokens"), ("", "empty"),
      ("größe", "größe"), ("gro\u{308}ße", "große"), ("名前", "名前"),
      ("a\u{202E}b", "ab"), ("*/", "asteriskSolidus"), ("🎨", "artistPalette"),
    ]
  )
  func members(name: String, expected: String) {
    #expect(Identifier.member(name).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test(
    "Allowed values",
    arguments: [
      ("16:9", "aspect_ratio", "ratio16x9"), ("19.5:9", "ratio", "ratio19_5x9"),
      ("landscape_16_9", "size", "landscape16x9"),
      ("square_hd", "size", "squareHD"), ("1080p", "resolution", "resolution1080p"), ("5", "duration", "duration5"),
      ("0.5K", "resolution", "resolution0_5K"), ("1024x1024", "size", "size1024x1024"), ("30fps", "fps", "fps30"),
      ("-1", "offset", "offsetMinus1"), ("none", "acceleration", "noneValue"), ("dpm++", "sampler", "dpmPlusPlus"),
      ("mp3_44100_128", "format", "mp3_44100_128"), ("v2.5", "version", "v2_5"), ("PNG", "format", "png"),
      ("Upscale (1.5x)", "mode", "upscale1_5x"), ("IMAGE_TO_VIDEO", "task", "imageToVideo"),
      ("en-US", "language", "enUS"),
      ("default", "mode", "default"), ("", "mode", "empty"), ("3D Render", "style", "style3DRender"),
      ("Excited 🤩", "mood", "excited"), ("…", "mode", "horizontalEllipsis"), ("'", "quote", "apostrophe"),
    ]
  )
  func values(value: String, prefix: String, expected: String) {
    #expect(Identifier.value(value, prefix: prefix) == expected)
  }

  @Test(
    "Types",
    arguments: [("lora_weight", "LoRAWeight"), ("image_url", "ImageURL"), ("LoRAInput", "LoRAInput"), ("2d", "_2D")]
  )
  func types(name: String, expected: String) {
    #expect(Identifier.type(name) == expected)
  }

  @Test(
    "Endpoints",
    arguments: [
      ("fal-ai/flux/dev", "FluxDev"), ("fal-ai/flux-pro/v1.1-ultra", "FluxProV1_1Ultra"),
      ("bytedance/seedream/v5/lite/edit", "ByteDanceSeedreamV5LiteEdit"),
      ("fal-ai/nano-banana-pro/edit", "NanoBananaProEdit"),
      ("fal-ai/3d-thing", "_3DThing"), ("fal-ai/json", "FalAIJSON"), ("fal-ai/JSON", "FalAIJSON"),
    ]
  )
  func endpoints(id: String, expected: String) {
    #expect(TypeNames.assigned(to: [id]) == [id: expected])
  }

  @Test("Ids whose type names would be the same get names of their own")
  func clashes() {
    let names = TypeNames.assigned(to: [
      "fal-ai/bytedance/seedream/v5", "bytedance/seedream/v5", "CassetteAI/music", "cassetteai/music", "a/b-c", "a/b/c",
    ])
    #expect(names["bytedance/seedream/v5"] == "ByteDanceSeedreamV5")
    #expect(names["fal-ai/bytedance/seedream/v5"] == "FalAIByteDanceSeedreamV5")
    #expect(names["CassetteAI/music"] == "CassetteAIMusic")
    #expect(names["cassetteai/music"] == "CassetteAIMusic_2")
    #expect(Set(names.values.map { $0.lowercased() }).count == 6)
  }

  @Test("A recorded type name stays, and nobody else gets it")
  func recordedTypeNames() {
    let names = TypeNames.assigned(
      to: ["a/b", "fal-ai/flux/dev", "new/one"],
      recorded: ["fal-ai/flux/dev": "AB", "gone/one": "NewOne"]
    )
    #expect(names == ["a/b": "AB_2", "fal-ai/flux/dev": "AB", "new/one": "NewOne_2"])
  }
}
