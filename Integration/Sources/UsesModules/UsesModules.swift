import FalImage
import FalVideo

/// Uses models of two modules, without a word about FalCore.
@main
enum UsesModules {
  static func main() throws {
    let picture = FluxDev.Input(prompt: "a cat", imageSize: .landscape16x9, seed: 7)
    print(FluxDev.id, picture.json)

    let edit = NanoBananaProEdit.Input(
      prompt: "as a watercolour",
      imageURLs: ["https://example.com/photo.png"],
      aspectRatio: .ratio16x9,
      resolution: .resolution2K
    )
    print(NanoBananaProEdit.id, edit.json)

    let lora = FluxLoRA.Input(
      prompt: "a cat",
      imageSize: .init(width: 640, height: 480),
      loras: [.init(path: "https://example.com/style.safetensors", scale: 0.8)]
    )
    print(FluxLoRA.id, lora.json)

    let clip = KlingVideoV2_1MasterImageToVideo.Input(
      prompt: "it yawns",
      imageURL: "https://example.com/cat.png",
      duration: .duration5
    )
    print(KlingVideoV2_1MasterImageToVideo.id, clip.json)

    let answer: JSON = [
      "images": [["url": "https://example.com/out.png", "width": 1024, "height": 576]],
      "timings": ["inference": 1.5], "seed": 7, "has_nsfw_concepts": [false], "prompt": "a cat", "tomorrow": true,
    ]
    let output = try FluxDev.Output(json: answer)
    print(output.images[0].url, output.images[0].width ?? 0, output.seed)

    do {
      _ = try FluxDev.Output(json: ["images": [["url": 1]]])
    } catch {
      print(error)
    }
  }
}
