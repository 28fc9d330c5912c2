import FalCatalog
import FalCore
import FalEmulator
import FalImage
import FalStorage
import TestSupport
import Testing

@Suite("Inputs that are checked before they are sent")
struct CheckTests {
  private func client(_ emulator: Emulator) throws -> FalClient {
    var configuration = emulator.clientConfiguration
    configuration.check = FalCatalog.registry.check
    return try FalClient(configuration)
  }

  @Test("What the service would refuse is refused here, and nothing is sent")
  func refused() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try client(emulator)
    let error = await #expect(throws: FalError.self) {
      try await fal.subscribe(to: FluxDev.self, input: .init(prompt: "a cat", numImages: 9))
    }
    #expect(error?.kind == .invalidInput && error?.endpoint == FluxDev.id && error?.status == nil)
    #expect(error?.issues.map(\.path) == ["num_images"] && error?.issues.first?.type == "range")
    await #expect(throws: FalError.self) { try await fal.run("fal-ai/flux/dev", input: ["seed": 7]) }
    #expect(emulator.requests.isEmpty)
  }

  @Test("Files are not uploaded for an input that is wrong, and are for one that is right")
  func files() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try client(emulator)
    let folder = try TemporaryFolder()
    try folder.write("GIF89a", to: "a.gif")
    let image = MediaInput.file(folder.path + "/a.gif")
    await #expect(throws: FalError.self) {
      try await fal.subscribe(to: NanoBananaProEdit.self, input: .init(prompt: "x", imageURLs: [image], numImages: 99))
    }
    #expect(emulator.statistics.received[.upload] == nil)
    _ = try await fal.subscribe(to: NanoBananaProEdit.self, input: .init(prompt: "xxx", imageURLs: [image]))
    #expect(emulator.statistics.received[.upload] == 1)
  }

  @Test("A model that the registry does not know is not checked")
  func unknown() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    emulator.answer("acme/own") { $0 }
    #expect(try await client(emulator).run("acme/own", input: ["a": 1]).json == ["a": 1])
  }

  @Test("A local file is looked into before it is uploaded, and a typed input names what is wrong with it")
  func contents() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try client(emulator)
    let folder = try TemporaryFolder()
    try folder.write("no picture at all", to: "a.png")
    for image in [MediaInput.file(folder.path + "/a.png"), .data(Array("no picture either".utf8))] {
      let error = await #expect(throws: FalError.self) {
        try await fal.subscribe(to: NanoBananaProEdit.self, input: .init(prompt: "xxx", imageURLs: [image]))
      }
      #expect(error?.issues.map(\.path) == ["image_urls[0]"] && error?.issues.first?.type == "media-kind")
    }
    #expect(emulator.requests.isEmpty && emulator.statistics.received[.upload] == nil)
  }
}
