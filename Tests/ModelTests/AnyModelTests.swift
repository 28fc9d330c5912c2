import Fal3D
import FalAudio
import FalCatalog
import FalCore
import FalEmulator
import FalImage
import FalStorage
import FalText
import FalVideo
import Foundation
import TestSupport
import Testing

@Suite("Programs that do not care which model it is")
struct AnyModelTests {
  /// Saves what any model returned; gives the names of the files.
  private func save<Output: FalOutput>(
    _ result: FalResult<Output>,
    in folder: TemporaryFolder,
    with fal: FalClient
  ) async throws -> [String] {
    var names: [String] = []
    for (number, file) in result.files.enumerated() {
      let saved = try await fal.download(file, to: "\(folder.path)/\(number)")
      #expect(saved.size > 0)
      names.append("\(number)")
    }
    if let text = (result.output as? any HasText)?.plainText, !text.isEmpty {
      try folder.write(text, to: "text")
      names.append("text")
    }
    return names
  }

  /// What a model returns for its example.
  private func result<Endpoint: FalEndpoint>(
    of endpoint: Endpoint.Type,
    from fal: FalClient
  ) async throws -> FalResult<Endpoint.Output> {
    let model = try #require(try FalCatalog.registry.model(Endpoint.id.description))
    let raw = try await fal.run(Endpoint.id, input: model.example)
    return FalResult(output: try Endpoint.Output(json: raw.json), json: raw.json)
  }

  static let models: [any FalEndpoint.Type] = [
    FluxDev.self, NanoBanana.self, BriaBackgroundRemove.self, LTXVideo.self, KlingVideoV2_1MasterTextToVideo.self,
    AutoCaption.self, StableAudio.self, KokoroAmericanEnglish.self, Trellis.self, Hunyuan3DV2.self,
    Florence2LargeCaption.self, Moondream2.self,
  ]

  @Test("One function saves what twelve models of five modules return", arguments: models.indices)
  func saving(index: Int) async throws {
    let emulator = try Emulator(model: SmallModels())
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    let folder = try TemporaryFolder()
    func names(_ endpoint: (some FalEndpoint).Type) async throws -> [String] {
      try await save(try await result(of: endpoint, from: fal), in: folder, with: fal)
    }
    let saved = try await names(Self.models[index])
    #expect(!saved.isEmpty)
    #expect(Set(try folder.files().keys) == Set(saved))
  }

  @Test("Pictures of any model are asked for by one name, and so are clips, sound, bodies and texts")
  func abilities() async throws {
    let emulator = try Emulator(model: SmallModels())
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    func pictures(_ endpoint: (some FalEndpoint).Type) async throws -> Int {
      (try await result(of: endpoint, from: fal).output as? any HasImages)?.imageFiles.count ?? 0
    }
    #expect(try await pictures(FluxDev.self) > 0)
    #expect(try await pictures(BriaBackgroundRemove.self) == 1)
    #expect(try await pictures(LTXVideo.self) == 0)
    #expect(try await result(of: AutoCaption.self, from: fal).output.videoFiles.count == 1)
    #expect(try await result(of: StableAudio.self, from: fal).output.audioFiles.count == 1)
    #expect(try await result(of: Trellis.self, from: fal).output.model3DFiles.count == 1)
    #expect(try await result(of: Moondream2.self, from: fal).output.plainText.isEmpty == false)
  }

  /// The models that falkit knows, with small pictures.
  private struct SmallModels: EmulatedModel {
    private let model: RegistryModel = {
      var model = RegistryModel(FalCatalog.registry)
      model.longestSide = 64
      return model
    }()

    var catalog: Registry { model.catalog }

    func accept(_ endpoint: EndpointID) throws(ModelFailure) { try model.accept(endpoint) }

    func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
      try model.output(of: endpoint, input: input, files: files)
    }

    func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
      try model.stream(of: endpoint, input: input, files: files)
    }
  }
}
