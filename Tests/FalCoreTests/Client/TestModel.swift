import FalCore
import FalEmulator

/// Answers with its input, or fails as the input says.
struct TestModel: EmulatedModel {
  func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    if endpoint.owner == "nobody" {
      throw ModelFailure(status: 404, body: ["detail": .string("Path /\(endpoint) not found")])
    }
  }

  func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    if let status = input["fail"].int { throw ModelFailure(status: status, body: input["body"]) }
    if let type = input["infrastructure"].string { throw .infrastructure(type, "Runner disconnected") }
    return ["echo": input, "endpoint": .string(endpoint.description)]
  }

  func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
    let output = try output(of: endpoint, input: input)
    return ["a", "ü\n", "c"].map { ["text": $0] } + [output]
  }
}

/// A local fal, and a client for it.
struct LocalFal {
  let emulator: Emulator
  let client: FalClient

  init(
    _ emulatorConfiguration: EmulatorConfiguration = EmulatorConfiguration(),
    _ change: (inout FalConfiguration) throws -> Void = { _ in }
  ) throws {
    emulator = try Emulator(emulatorConfiguration, model: TestModel())
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = emulator.hosts
    configuration.retries = RetryPolicy(delay: .milliseconds(1), longestDelay: .milliseconds(5))
    try change(&configuration)
    client = try FalClient(configuration)
  }
}

/// A model written by hand, as the generator writes them.
enum Echo: FalEndpoint {
  static var id: EndpointID { "acme/echo/fast" }

  struct Input: FalInput {
    let prompt: String
    var seed: Int?
    var image: MediaInput?

    func write(to writer: inout InputWriter) {
      writer.string("prompt", prompt)
      writer.integer("seed", seed)
      writer.media("image_url", image)
    }
  }

  struct Output: FalOutput {
    let echo: JSON

    init(from reader: inout OutputReader) {
      echo = reader.json("echo")
    }
  }
}
