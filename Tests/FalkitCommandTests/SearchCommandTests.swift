import FalCore
import Testing

@Suite("falkit search")
struct SearchCommandTests {
  @Test(
    "Well-known searches find what people expect, misspelt or not",
    arguments: [
      (
        "flux img2img",
        ["fal-ai/flux/dev/image-to-image", "fal-ai/flux/krea/image-to-image", "fal-ai/flux/srpo/image-to-image"]
      ),
      (
        "kling vidoe edit",
        [
          "fal-ai/kling-video/o1/video-to-video/edit", "fal-ai/kling-video/o3/pro/video-to-video/edit",
          "fal-ai/kling-video/o3/standard/video-to-video/edit",
        ]
      ),
      (
        "remove background",
        ["fal-ai/imageutils/rembg", "fal-ai/bria/background/remove", "veed/video-background-removal"]
      ),
      (
        "text to speech",
        [
          "fal-ai/qwen-3-tts/text-to-speech/0.6b", "fal-ai/qwen-3-tts/text-to-speech/1.7b",
          "fal-ai/chatterbox/text-to-speech",
        ]
      ),
      ("upscale", ["bria/upscale/creative", "fal-ai/topaz/upscale/video", "fal-ai/ideogram/upscale"]),
      ("lip sync", ["veed/lipsync", "fal-ai/pixverse/lipsync", "veed/lipsync/v2"]),
      (
        "train flux lora",
        ["fal-ai/flux-lora-portrait-trainer", "fal-ai/flux-lora-fast-training", "fal-ai/flux-2-trainer"]
      ),
      ("nano bannana", ["fal-ai/nano-banana", "fal-ai/nano-banana-2", "fal-ai/nano-banana-pro"]),
      ("veo 3.1", ["fal-ai/veo3.1", "fal-ai/veo3.1/fast", "fal-ai/veo3.1/extend-video"]),
      ("whisper", ["fal-ai/whisper", "fal-ai/wizper"]),
      (
        "video upscaler",
        ["fal-ai/topaz/upscale/video", "fal-ai/bytedance-upscaler/upscale/video", "fal-ai/flashvsr/upscale/video"]
      ),
    ]
  )
  func topThree(query: String, expected: [String]) async throws {
    let result = await Falkit.run("search", query, "-q", "-l", "3")
    #expect(result.code == 0)
    #expect(result.lines == expected)
  }

  @Test("Words may be given apart or together, with filters among them")
  func words() async throws {
    let together = await Falkit.run("search", "flux img2img", "-q")
    let apart = await Falkit.run("search", "flux", "-q", "img2img")
    #expect(together.output == apart.output)
    let videos = try await Falkit.run("search", "remove", "--output-kind", "video", "background", "--json").json()
    #expect(videos["models"].array?.allSatisfy { $0["output_kinds"].array?.contains("video") == true } == true)
    #expect(videos["models"][0]["matched"].array?.isEmpty == false)
    #expect(videos["models"][0]["score"].double ?? 0 > 0)
  }

  @Test("Nothing found is no error")
  func nothing() async throws {
    let result = await Falkit.run("search", "zzzzqqqqxxxx")
    #expect(result.code == 0 && result.output.isEmpty)
    #expect(result.error.contains("nothing found"))
    let json = await Falkit.run("search", "zzzzqqqqxxxx", "--json")
    #expect(try json.json()["count"] == 0 && json.error.isEmpty)
  }

  @Test("No words are an error")
  func noWords() async throws {
    let result = await Falkit.run("search")
    #expect(result.code == 64 && result.error.contains("WORDS is missing"))
  }
}
