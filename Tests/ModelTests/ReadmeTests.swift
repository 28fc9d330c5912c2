import FalCatalog
import FalCore
import FalEmulator
import FalImage
import FalPlatform
import FalProxy
import FalRealtime
import FalRequests
import FalStorage
import FalText
import FalVideo
import FalWebhooks
import Foundation
import TestSupport
import Testing

/// The code in README.md compiles and runs, because it stands here, too.
@Suite("README")
struct ReadmeTests {
  @Test("Typed inputs")
  func inputs() throws {
    let input = FluxDev.Input(prompt: "a lighthouse at dusk", imageSize: .landscape16x9, seed: 7, outputFormat: .png)
    print(FluxDev.id, input.json)
    // fal-ai/flux/dev {"prompt":"a lighthouse at dusk","image_size":"landscape_16_9","seed":7,"output_format":"png"}

    let edit = NanoBananaProEdit.Input(prompt: "as a watercolour", imageURLs: ["https://example.com/photo.png"])
    print(NanoBananaProEdit.id.base, edit.json)
    #expect(
      "\(FluxDev.id) \(input.json)"
        == #"fal-ai/flux/dev {"prompt":"a lighthouse at dusk","image_size":"landscape_16_9","seed":7,"output_format":"png"}"#
    )
  }

  @Test("Typed outputs")
  func outputs() throws {
    let answer = try JSON(parsing: #"{"video": {"url": "https://example.com/a.mp4"}, "seed": 7, "new": true}"#)
    let output = try LTXVideo.Output(json: answer)
    print(output.video.url, output.seed)

    do {
      _ = try LTXVideo.Output(json: ["video": ["url": 1], "seed": 7])
    } catch {
      print(error)  // video.url: expected a text, found the number 1
    }

    let coded = try JSONCoded<LTXVideo.Output>(json: answer)
    let data = try JSONEncoder().encode(coded)
    print(try JSONDecoder().decode(JSONCoded<LTXVideo.Output>.self, from: data) == coded)  // true
    #expect(try JSONDecoder().decode(JSONCoded<LTXVideo.Output>.self, from: data) == coded)
    let error = #expect(throws: OutputError.self) { try LTXVideo.Output(json: ["video": ["url": 1], "seed": 7]) }
    #expect(error?.description == "video.url: expected a text, found the number 1")
  }

  /// Stands for any model that makes images.
  private struct Lighthouse: EmulatedModel {
    func accept(_ endpoint: EndpointID) throws(ModelFailure) {}

    func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
      guard input["num_images"].int ?? 1 <= 4 else { throw .invalidInput("num_images", "is too large") }
      return [
        "images": [["url": "https://example.com/a.jpg", "width": 1024, "height": 768]], "prompt": input["prompt"],
        "seed": 7,
        "has_nsfw_concepts": [false], "timings": [:],
      ]
    }

    func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
      [try output(of: endpoint, input: input, files: files)]
    }
  }

  @Test("Calls")
  func calls() async throws {
    let emulator = try Emulator(model: Lighthouse())
    defer { emulator.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = emulator.hosts
    let fal = try FalClient(configuration)
    let result = try await fal.subscribe(to: FluxDev.self, input: .init(prompt: "a lighthouse at dusk", seed: 7)) {
      print($0)  // submitted as ..., in the queue, 3 ahead, what the model logs
    }
    print(result.output.images[0].url, result.requestID ?? "-")
    #expect(result.output.images[0].url == "https://example.com/a.jpg" && result.output.seed == 7)

    let any = try await fal.subscribe(to: "my-team/my-app", input: ["prompt": "a cat", "seed": 7])
    print(any.output["images"][0]["url"].string ?? "-")
    #expect(any.output["images"][0]["url"] == "https://example.com/a.jpg")

    do {
      _ = try await fal.run(FluxDev.self, input: .init(prompt: "a cat", numImages: 9))
    } catch let error as FalError where error.kind == .invalidInput {
      for issue in error.issues { print(issue.path, issue.message) }
    }
    let error = await #expect(throws: FalError.self) {
      try await fal.run(FluxDev.self, input: .init(prompt: "a cat", numImages: 9))
    }
    #expect(error?.issues.map(\.description) == ["num_images: is too large"])
  }

  @Test("Files")
  func files() async throws {
    let emulator = try Emulator()
    var configuration = FalConfiguration()
    configuration.hosts = emulator.hosts
    let fal = try FalClient(configuration)
    defer { emulator.stop() }
    let folder = try TemporaryFolder()
    let photo = folder.path + "/photo.png"
    try Data("GIF89a".utf8).write(to: URL(fileURLWithPath: photo))
    let (painting, another) = (folder.path + "/watercolour.png", folder.path + "/same.png")

    let edit = try await fal.subscribe(
      to: NanoBananaProEdit.self,
      input: .init(prompt: "as a watercolour", imageURLs: [.file(photo)])  // a path or URL; uploaded first
    )
    try await fal.download(edit.output.images[0], to: painting)

    let same = try await fal.subscribe(
      to: "fal-ai/nano-banana-pro/edit",
      input: ["prompt": "as a watercolour", "image_urls": [.file(photo)]]
    )
    try await fal.download(same.output["images"][0]["url"].string ?? "", to: another)
    let (first, second) = (try folder.files()["watercolour.png"], try folder.files()["same.png"])
    #expect(first?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true && second?.starts(with: [0x89, 0x50]) == true)
    #expect(emulator.statistics.received[.upload] == 2)
  }

  @Test("Catalogue and prices")
  func platform() async throws {
    let emulator = try Emulator()
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = emulator.hosts
    let fal = try FalClient(configuration)
    defer { emulator.stop() }

    for try await model in fal.models(ModelQuery(text: "upscale", category: "image-to-image")) {
      print(model.id, model.name ?? "-")
    }
    let prices = try await fal.prices(of: ["fal-ai/flux/dev", "fal-ai/veo3"])
    for price in prices.values {
      print(price.endpoint, price, price.cost(of: 4))  // fal-ai/flux/dev 0.025 USD per megapixel 0.1 USD
    }
    print(try await fal.checkKey().message)
    #expect(prices.count == 2 && prices["fal-ai/veo3"]?.unit.measure == .second)
  }

  @Test("A client needs a key")
  func client() throws {
    func make() throws -> FalClient {
      let fal = try FalClient()  // FAL_KEY, or FAL_KEY_ID with FAL_KEY_SECRET
      return fal
    }
    let environment = ProcessInfo.processInfo.environment
    guard environment["FAL_KEY"] == nil, environment["FAL_KEY_ID"] == nil else { return }
    let error = #expect(throws: FalError.self) { try make() }
    #expect(error?.kind == .invalidConfiguration && error?.message.contains("FAL_KEY") == true)
  }

  @Test("Any model that makes pictures")
  func anyPictures() async throws {
    func save(_ output: some HasImages, with fal: FalClient, in folder: URL) async throws {
      for (number, image) in output.imageFiles.enumerated() {
        try await fal.download(image, to: folder.appendingPathComponent("\(number).\(image.fileExtension)"))
      }
    }
    let folder = try TemporaryFolder()
    let output = FluxDev.Output.mock(["images": [["url": "data:image/gif;base64,R0lGODlh"]]])
    try await save(output, with: try FalClient(FalConfiguration()), in: URL(fileURLWithPath: folder.path))
    #expect(try folder.files().keys.sorted() == ["0.gif"])
    #expect(FluxDev.Output.mock(["seed": 7]).seed == 7 && FluxDev.OutputFormat.known.contains(.png))
  }

  @Test("A stream")
  func stream() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    emulator.answer(OpenRouterRouter.self) { _ in ["output": "Once", "partial": false] }
    let fal = try FalClient(emulator.clientConfiguration)
    for try await event in fal.stream(
      OpenRouterRouter.self,
      input: .init(prompt: "a story", model: "google/gemini-2.5-flash")
    ) {
      print(event.output?.output ?? "")  // an event may be something else than an output
    }
    #expect(emulator.requests.map(\.operation) == [.stream])
  }

  @Test("Many inputs")
  func many() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    let towns = ["Olsztyn", "Bath"]

    let inputs = towns.map { FluxSchnell.Input(prompt: "a postcard of \($0)") }
    for await (index, result) in fal.subscribe(to: FluxSchnell.self, inputs: inputs, limit: 8) {
      switch result {
      case .success(let result): print(towns[index], result.output.images[0].url)
      case .failure(let error): print(towns[index], error)
      }
    }
    #expect(Set(emulator.requests.map { $0.input["prompt"] }) == ["a postcard of Olsztyn", "a postcard of Bath"])
  }

  @Test("A local fal in tests")
  func localFal() async throws {
    let emulator = try Emulator(faults: [.submit: .status(429)])
    emulator.answer(FluxSchnell.self) { input in
      [
        "images": [["url": "https://example.com/a.png"]], "prompt": input["prompt"], "seed": 7, "has_nsfw_concepts": [],
        "timings": [:],
      ]
    }
    let fal = try FalClient(emulator.clientConfiguration)

    let answer = try await fal.subscribe(to: FluxSchnell.self, input: .init(prompt: "a cat"))
    print(answer.output.images[0].url, emulator.requests.map { $0.input["prompt"] })
    emulator.stop()
    #expect(answer.output.seed == 7 && emulator.requests.map { $0.input["prompt"] } == ["a cat"])
  }

  @Test("Requests that survive the program")
  func requests() async throws {
    let folder = try TemporaryFolder()
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    func RequestStore(client: FalClient) throws -> FalRequests.RequestStore {
      FalRequests.RequestStore(path: folder.path, client: client)
    }

    let requests = try RequestStore(client: fal)
    let record = try await requests.submit(to: FluxDev.self, input: .init(prompt: "a lighthouse"))

    // Later, or elsewhere:
    for open in try await requests.list(.pending).records { print(open.id, open.state, open.label ?? "") }
    try await requests.wait(for: record.id)
    print(try requests.output(of: record.id, from: FluxDev.self)?.images[0].url ?? "-")
    #expect(try requests.output(of: record.id, from: FluxDev.self)?.images.count == 1)
  }

  @Test("Realtime")
  func realtime() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    let frame: MediaInput = "https://example.com/frame.png"

    let connection = try await fal.connect(to: Flux2KleinRealtime.self)
    try await connection.send(.init(imageURL: frame, prompt: "as a watercolour"))
    for try await result in connection.results {
      print(result.output.images.count, result.message["images"][0]["content"].bytes?.count ?? 0)
      break
    }
    await connection.close()
    #expect(emulator.statistics.received[.realtime] == 1)
  }

  @Test("Webhooks")
  func webhooks() async throws {
    let signer = WebhookSigner(seed: Array(repeating: 7, count: 32))
    let keys = try WebhookKeys(fixed: signer.keySet)
    func WebhookVerifier() -> FalWebhooks.WebhookVerifier { FalWebhooks.WebhookVerifier(keys: keys) }

    let verifier = WebhookVerifier()  // fetches fal's keys when it needs them
    let seen = WebhookReplayGuard()

    func receive(_ fields: HTTPFields, _ body: [UInt8]) async -> Int {
      do {
        let delivery = try await verifier.verify(fields, body: body)
        guard seen.insert(delivery) else { return 200 }
        switch try delivery.event(of: FluxDev.self).outcome {
        case .completed(let output): print(output.images[0].url)
        case .failed(let error): print(error)
        case .notIncluded(let reason): print("fetch the result:", reason)
        }
        return 200
      } catch {
        return (error as? WebhookError)?.status ?? 500
      }
    }
    let content = Array(#"{"request_id": "r", "status": "ERROR", "error": "x", "payload": null}"#.utf8)
    let signed = signer.fields(requestID: "r", userID: "u", body: content)
    #expect(await receive(signed, content) == 200)
    #expect(await receive(signed, content + [0x20]) == 401)
  }

  @Test("Apps that hold no key")
  func proxies() async throws {
    let session = "s"
    var configuration = FalConfiguration()  // no key
    configuration.routing = .proxy(url: "https://example.com/api/fal")
    configuration.fields = ["Authorization": "Bearer \(session)"]  // for your server
    let fal = try FalClient(configuration)
    #expect(fal.configuration.credentials == nil)

    let (key, method, fields, body) = ("id:a-secret-that-is-long", "POST", HTTPFields(), [UInt8]())
    @Sendable func user(of authorization: String?) async -> String? { authorization.map { _ in "anna" } }

    let proxy = try FalProxy(
      FalProxyConfiguration(credentials: FalCredentials(key: key), allowedEndpoints: ["fal-ai/flux/**"]) { request in
        await user(of: request.fields["Authorization"]).map { ProxyCaller(id: $0) }
      }
    )
    let answer = await proxy.response(to: ProxyRequest(method: method, fields: fields, body: .bytes(body)))
    #expect(answer.status == 401)
  }

  @Test("A model chosen at run time")
  func registry() async throws {
    let emulator = try Emulator()
    defer { emulator.stop() }
    let fal = try FalClient(emulator.clientConfiguration)
    for found in try FalCatalog.registry.search("img2img flux").prefix(3) { print(found.record.id) }

    guard let model = try FalCatalog.registry.model("fal-ai/flux/dev") else { fatalError("no such model") }
    for field in model.inputs { print(field.name, field.isRequired, model.meaning(of: field.name) ?? "-") }

    let typed = model.input(from: ["prompt": "a cat", "seed": "7", "num_images": "9"])  // texts, as people type them
    for issue in model.issues(in: typed) { print(issue.place, issue.message) }  // num_images is 9, must be at most 4
    let made = try await fal.subscribe(to: model.id, input: model.example)
    #expect(model.issues(in: typed).map(\.description) == ["num_images: is 9, must be at most 4"])
    #expect(!made.files.isEmpty)
  }

  @Test("What README.md shows stands here or in the integration package")
  func readme() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func lines(_ path: String) throws -> [String] {
      try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8).split(separator: "\n")
        // Formatting may move a comment; imports stand at the top.
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
    }
    let places = try [
      "Tests/ModelTests/ReadmeTests.swift", "Integration/Package.swift", "Integration/Sources/UsesPlugin/falkit.json",
    ].map(lines)
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    var count = 0
    for block in readme.components(separatedBy: "```swift\n").dropFirst()
      + readme.components(separatedBy: "```json\n").dropFirst()
    {
      let code = block.components(separatedBy: "```")[0].split(separator: "\n")
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
      count += 1
      #expect(places.contains { $0.firstRange(of: code) != nil }, "\(code.joined(separator: "\n"))")
    }
    #expect(count == 21)
  }
}
