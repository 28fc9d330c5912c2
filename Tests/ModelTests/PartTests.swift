import FalAudio
import FalImage
import FalVideo
import Testing

/// Modules that are compiled in parts show nothing of it.
@Suite("Modules in parts")
struct PartTests {
  @Test("One import is enough for the types of every part")
  func parts() {
    let image: [any FalEndpoint.Type] = [
      AuraFlow.self, FastSdxl.self, Flux2LoraGalleryAddBackground.self, Fooocus.self, IdeogramCharacter.self,
      ImagePreprocessorsDepthAnythingV2.self, Patina.self, FalImage.Reve2_1Edit.self,
    ]
    let video: [any FalEndpoint.Type] = [
      AiAvatarMulti.self, GoogleGeminiOmniFlash.self, KreaWan14bTextToVideo.self, Ltx2_3_22bAudioToVideo.self,
      Ltx2_3QualityAudioToVideo.self, PikaV1_5Pikaffects.self, VeedAvatarsAudioToVideo.self,
      FalVideo.Wan22VaceFunA14bDepth.self,
    ]
    let audio: [any FalEndpoint.Type] = [AceStep.self, FalAudio.MinimaxMusic.self]
    #expect(Set((image + video + audio).map { $0.id }).count == 18)
  }
}
