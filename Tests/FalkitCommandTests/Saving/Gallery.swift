import FalCore
import FalEmulator
import FalRequests
import FalSystem
import Foundation
import TestSupport

/// A local fal whose model returns what a test says, the requests of a user, and a folder to work in.
final class Gallery: Sendable {
  /// Makes the result of which a test tells; files are given as `FILE name type`.
  struct Model: EmulatedModel {
    let result: @Sendable (EmulatedFiles) -> JSON

    func accept(_ endpoint: EndpointID) throws(ModelFailure) {}

    func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
      result(files)
    }

    func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] { [] }
  }

  let fal: LocalFal
  let home: TemporaryFolder
  let folder: TemporaryFolder
  private let faults: Lock<[Fault?]>

  init(_ result: @escaping @Sendable (EmulatedFiles) -> JSON = { _ in [:] }) throws {
    let faults = Lock<[Fault?]>([])
    self.faults = faults
    var configuration = EmulatorConfiguration()
    configuration.duration = .zero
    configuration.faults = FaultPlan { operation in
      operation == .download ? faults.withLock { $0.isEmpty ? nil : $0.removeFirst() } : nil
    }
    fal = try LocalFal(configuration, model: Model(result: result))
    home = try TemporaryFolder()
    folder = try TemporaryFolder()
  }

  deinit { fal.emulator.stop() }

  var environment: [String: String] {
    CheckKeyCommandTests.environment(fal.emulator).merging(["FALKIT_HOME": home.path, "TZ": "UTC"]) { $1 }
  }

  var store: RequestStore { RequestStore(path: home.path + "/state/requests", client: fal.client) }

  var downloads: Int { fal.emulator.statistics.received[.download] ?? 0 }

  var uploads: Int { fal.emulator.statistics.received[.upload] ?? 0 }

  /// How the next downloads go wrong.
  func fail(_ next: [Fault?]) { faults.withLock { $0 = next } }

  /// A request that has ended with the model's result, which is on disk.
  func completed(_ input: InputValue = ["prompt": "A cat on the Moon"]) async throws -> RequestRecord {
    let endpoint: EndpointID = "acme/paint/fast"
    let record = try await store.submit(to: endpoint, input: input)
    return try await store.wait(for: record.id)
  }

  func run(_ arguments: String..., more: [String: String] = [:], input: String? = nil) throws -> FalkitProcess.Result {
    try FalkitProcess.run(
      list: arguments,
      environment: environment.merging(more) { $1 },
      input: input,
      folder: folder.path
    )
  }

  /// The names of the files in the folder.
  func names() throws -> [String] { try folder.files().keys.sorted() }

  /// The smallest PNG there is, of one grey point.
  static let png: [UInt8] = Array(
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
    ) ?? Data()
  )

  static let gif: [UInt8] = Array("GIF89a\u{1}\u{0}\u{1}\u{0}\u{0}\u{0}\u{0};".utf8)
}
