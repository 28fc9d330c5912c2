import FalCatalog
import FalCore
import FalEmulator
import FalImage
import FalRequests
import FalStorage
import FalVideo
import Foundation

/// Runs models at a local fal, as a program does: typed, untyped, many at once, chosen at run time, and on disk.
@main
enum UsesClient {
  static func main() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    var configuration = emulator.clientConfiguration
    configuration.check = FalCatalog.registry.check
    let fal = try FalClient(configuration)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    try await saveOfTwoModels(fal, folder)
    try await many(fal)
    try await chosenAtRunTime(fal)
    try await onDisk(fal, folder)
    try await refused(fal, folder)
    try await answered()
  }

  static func saveOfTwoModels(_ fal: FalClient, _ folder: URL) async throws {
    let picture = try await fal.subscribe(
      to: FluxDev.self,
      input: .init(prompt: "a cat", imageSize: .square, seed: 7, outputFormat: .png)
    )
    try await save(picture.output, with: fal, in: folder)
    let clip = try await fal.subscribe(
      to: KlingVideoV2_1MasterImageToVideo.self,
      input: .init(prompt: "it yawns", imageURL: .file(folder.appendingPathComponent("0.png")))
    )
    print(
      clip.output.videoFiles.count,
      "clip;",
      clip.files.count,
      "file;",
      try await fal.data(of: clip.files[0]).count > 0
    )
  }

  static func save(_ output: some HasImages, with fal: FalClient, in folder: URL) async throws {
    for (number, image) in output.imageFiles.enumerated() {
      let path = folder.appendingPathComponent("\(number).\(image.fileExtension)")
      try await fal.download(image, to: path)
      print(path.lastPathComponent, try Data(contentsOf: path).prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    }
  }

  static func many(_ fal: FalClient) async throws {
    let prompts = ["a cat", "a dog", "a fish"]
    var prompted = [String?](repeating: nil, count: prompts.count)
    for await (index, result) in fal.subscribe(
      to: FluxSchnell.self,
      inputs: prompts.map { .init(prompt: $0) },
      limit: 2
    ) {
      prompted[index] = try result.get().output.prompt
    }
    print(prompted == prompts)
  }

  static func chosenAtRunTime(_ fal: FalClient) async throws {
    guard let found = try FalCatalog.registry.search("flux dev").first,
      let model = try FalCatalog.registry.model(found.record.id)
    else { return print("no such model") }
    let typed = model.input(from: ["prompt": "a cat", "seed": "7", "num_images": "9"])
    for issue in model.issues(in: typed) { print(issue) }
    var input = typed
    input["num_images"] = 2
    let result = try await fal.run(model.id, input: input)
    print(model.typeName ?? "-", result.files.count, result.output["seed"])
  }

  static func onDisk(_ fal: FalClient, _ folder: URL) async throws {
    let path = folder.appendingPathComponent("requests").path
    let submitted = try await RequestStore(path: path, client: fal).submit(
      to: FluxDev.self,
      input: .init(prompt: "a cat", numImages: 2)
    )
    // As another process, later.
    let requests = RequestStore(path: path, client: fal)
    for await event in requests.poll(try await requests.list().records) {
      print(event.record.id == submitted.id, event.error == nil)
    }
    let ended = try await requests.wait(for: submitted.id)
    let output = try FluxDev.Output(json: requests.result(of: ended.id) ?? [:])
    print(ended.state, output.imageFiles.count)
  }

  static func refused(_ fal: FalClient, _ folder: URL) async throws {
    let text = folder.appendingPathComponent("no picture.png")
    try Data("a text".utf8).write(to: text)
    do {
      _ = try await fal.submit(
        to: NanoBananaProEdit.self,
        input: .init(prompt: "as a watercolour", imageURLs: [.file(text)], numImages: 99)
      )
    } catch let error as FalError {
      for issue in error.issues { print(issue.path, issue.type) }
    }
  }

  /// What a test of a program does.
  static func answered() async throws {
    let emulator = try Emulator(faults: [.status: .status(503)])
    defer { emulator.stop() }
    emulator.answer(FluxSchnell.self) { input in
      ["images": [["url": "https://example.com/a.png"]], "prompt": input["prompt"], "seed": 7]
    }
    let fal = try FalClient(emulator.clientConfiguration)
    var input = InputValue(FluxSchnell.Input(prompt: "a cat"))
    input["brand_new"] = true
    let result = try await fal.subscribe(to: FluxSchnell.id, input: input)
    print(result.output["seed"], emulator.requests.map(\.input))
  }
}
