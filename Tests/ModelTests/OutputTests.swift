import Fal3D
import FalAudio
import FalImage
import FalText
import FalTraining
import FalVideo
import Testing

/// Typed outputs of all modules, read from JSON as the service writes it.
@Suite("Typed outputs")
struct OutputTests {
  private func read<Output: FalOutput>(_ type: Output.Type = Output.self, _ text: String) throws -> Output {
    try Output(json: try JSON(parsing: text))
  }

  @Test("Pictures, with members of tomorrow")
  func fluxDev() throws {
    let output = try read(
      FluxDev.Output.self,
      #"{"images": [{"url": "https://example.com/a.png", "width": 1024, "height": 576, "content_type": "image/png","#
        + #""blurhash": "x"}], "timings": {"inference": 1.5}, "seed": 7, "has_nsfw_concepts": [false], "prompt": "a cat","#
        + #""tomorrow": {}}"#
    )
    #expect(
      output.images == [ImageFile(url: "https://example.com/a.png", contentType: "image/png", width: 1024, height: 576)]
    )
    #expect(output.seed == 7 && output.hasNSFWConcepts == [false] && output.prompt == "a cat")
  }

  @Test("What falkit does not know survives in storage")
  func stored() throws {
    let json = try JSON(parsing: #"{"video": {"url": "u", "blurhash": "x"}, "seed": 1, "tomorrow": [1]}"#)
    let coded = try JSONCoded<LTXVideo.Output>(json: json)
    #expect(coded.value.video.url == "u" && coded.json == json)
  }

  @Test("Scores and boxes")
  func sam3() throws {
    let output = try read(
      SAM3Image.Output.self,
      #"{"masks": [{"url": "m"}], "image": null, "metadata": [{"index": 0, "score": 0.9, "box": [1, 2, 3, 4]}]}"#
    )
    #expect(output.masks.map(\.url) == ["m"] && output.image == nil)
    #expect(output.metadata?.first?.score == 0.9 && output.metadata?.first?.box == [1, 2, 3, 4])
  }

  @Test("A clip")
  func ltx() throws {
    let output = try read(LTXVideo.Output.self, #"{"video": {"url": "v", "file_size": 5}, "seed": 1}"#)
    #expect(output.video == VideoFile(url: "v", fileSize: 5))
  }

  @Test("Speech")
  func minimax() throws {
    let output = try read(MiniMaxSpeech02HD.Output.self, #"{"audio": {"url": "a"}, "duration_ms": 1200}"#)
    #expect(output.audio.url == "a" && output.durationMs == 1200)
  }

  @Test("A transcript in pieces")
  func whisper() throws {
    let output = try read(
      Whisper.Output.self,
      #"{"text": "hi", "inferred_languages": ["en"], "diarization_segments": [{"timestamp": [0, 1], "speaker": "A"}],"#
        + #""chunks": [{"timestamp": [0, 0.5], "text": "hi"}]}"#
    )
    #expect(output.chunks?.first?.text == "hi" && output.diarizationSegments.first?.speaker == "A")
    #expect(output.chunks?.first?.timestamp[1] == 0.5)
  }

  @Test("Meshes")
  func trellis() throws {
    let output = try read(Trellis.Output.self, #"{"model_mesh": {"url": "m.glb"}, "timings": {"total": 2}}"#)
    #expect(output.modelMesh.url == "m.glb" && output.timings == ["total": 2])
    #expect(try read(Hunyuan3DV2.Output.self, #"{"model_mesh": {"url": "m"}, "seed": 3}"#).seed == 3)
  }

  @Test("Text")
  func text() throws {
    #expect(try read(Moondream2.Output.self, #"{"output": "a cat"}"#).output == "a cat")
    let router = try read(
      OpenRouterRouter.Output.self,
      #"{"output": "hi", "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4, "cost": 0.5}}"#
    )
    #expect(router.usage?.totalTokens == 4 && router.reasoning == nil)
  }

  @Test("Either a text or a list of parts")
  func seed() throws {
    let output = try read(
      ByteDanceSeedV2Mini.Output.self,
      #"{"output": "hi", "messages": [{"role": "assistant", "content": "hi"}, {"role": "critic", "content": [{"a": 1}]},"#
        + #"{"role": "user", "content": 7}]}"#
    )
    guard case .string("hi") = output.messages[0].content, case .list([["a": 1]]) = output.messages[1].content,
      case .other(7) = output.messages[2].content
    else {
      Issue.record("\(output.messages)")
      return
    }
    #expect(output.messages[0].role == .assistant && output.messages[1].role == .init("critic"))
  }

  @Test("Weights")
  func training() throws {
    let output = try read(
      FluxLoRAFastTraining.Output.self,
      #"{"diffusers_lora_file": {"url": "w"}, "config_file": {"url": "c"}}"#
    )
    #expect(output.diffusersLoRAFile.url == "w" && output.debugPreprocessedOutput == nil)
  }

  @Test("A value of another type is named with its place")
  func wrong() throws {
    let cases: [(message: String, read: () throws -> Void)] = [
      (
        "images[1].url: expected a text, found nothing",
        { _ = try FluxDev.Output(json: ["images": [["url": "u"], [:]]]) }
      ),
      ("video: expected an object, found a text", { _ = try LTXVideo.Output(json: ["video": "v", "seed": 1]) }),
      (
        "metadata[0].box[2]: expected a number, found a text",
        { _ = try SAM3Image.Output(json: ["masks": [], "metadata": [["index": 0, "box": [1, 2, "x"]]]]) }
      ),
      ("the output: expected an object, found null", { _ = try Trellis.Output(json: .null) }),
    ]
    for (message, read) in cases {
      let error = #expect(throws: OutputError.self) { try read() }
      #expect(error?.description == message)
    }
  }
}
