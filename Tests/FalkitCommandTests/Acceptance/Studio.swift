import FalCore
import FalEmulator
import FalRequests
import FalSystem
import Foundation
import TestSupport

/// A user with a home and a folder, and a fal whose models work until they are let go.
final class Studio: Sendable {
  static let model = "fal-ai/flux/dev/image-to-image"

  /// Returns a picture, or fails as the prompt says.
  private struct Model: EmulatedModel {
    let gate: Gate
    let result: @Sendable (JSON, EmulatedFiles) throws -> JSON

    func accept(_ endpoint: EndpointID) throws(ModelFailure) {}

    func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
      gate.pass()
      do {
        return try result(input, files)
      } catch {
        throw error as? ModelFailure ?? ModelFailure(status: 500, body: ["detail": .string("\(error)")])
      }
    }

    func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] { [] }
  }

  let emulator: Emulator
  let home: TemporaryFolder
  let folder: TemporaryFolder
  private let work = Gate(isOpen: true)
  private let door = Gate(isOpen: true)
  private let held = Lock<EmulatorOperation?>(nil)
  private let faults: Lock<[EmulatorOperation: [Fault?]]>
  private let lasting: Lock<[EmulatorOperation: Fault]>

  init(
    concurrency: Int = 4,
    key: String? = nil,
    result: @escaping @Sendable (JSON, EmulatedFiles) throws -> JSON = { try Studio.picture($0, $1) }
  ) throws {
    let faults = Lock<[EmulatorOperation: [Fault?]]>([:])
    self.faults = faults
    let lasting = Lock<[EmulatorOperation: Fault]>([:])
    self.lasting = lasting
    home = try TemporaryFolder()
    folder = try TemporaryFolder()
    var configuration = EmulatorConfiguration()
    configuration.concurrency = concurrency
    configuration.key = key
    configuration.faults = FaultPlan { [held, door] operation in
      if held.withLock({ $0 }) == operation { door.pass() }
      if let fault = lasting.withLock({ $0[operation] }) { return fault }
      return faults.withLock { faults in
        guard let next = faults[operation]?.first else { return nil }
        faults[operation]?.removeFirst()
        return next
      }
    }
    emulator = try Emulator(configuration, model: Model(gate: work, result: result))
    try Data(SamplePicture.png(width: 64, height: 64)).write(to: URL(fileURLWithPath: folder.path + "/a.png"))
  }

  deinit {
    letGo()
    emulator.stop()
  }

  /// A result with one file; a prompt that begins with "refuse" is answered with 422.
  static func picture(_ input: JSON, _ files: EmulatedFiles) throws -> JSON {
    if input["prompt"].string?.hasPrefix("refuse") == true {
      throw ModelFailure.invalidInput([
        ["loc": ["body", "prompt"], "msg": "not this prompt", "type": "content_policy_violation"]
      ])
    }
    let url = files.add("picture.png", contentType: "image/png") {
      Gallery.png + [UInt8](repeating: 0, count: 300_000)
    }
    return ["images": [["url": .string(url), "content_type": "image/png"]], "prompt": input["prompt"]]
  }

  // MARK: - fal

  /// Lets models work without an end.
  func holdWork() { work.close() }

  /// Lets calls for an operation arrive, and does not look at them.
  func hold(_ operation: EmulatorOperation) {
    door.close()
    held.withLock { $0 = operation }
  }

  /// Looks at the calls that were held.
  func letIn() {
    held.withLock { $0 = nil }
    door.open()
  }

  /// How the next calls for an operation go wrong.
  func fail(_ operation: EmulatorOperation, _ next: Fault?...) { faults.withLock { $0[operation] = next } }

  /// How all calls for an operation go wrong until everything works.
  func failAlways(_ operation: EmulatorOperation, _ fault: Fault) { lasting.withLock { $0[operation] = fault } }

  /// From now on everything works.
  func letGo() {
    lasting.withLock { $0 = [:] }
    faults.withLock { $0 = [:] }
    letIn()
    work.open()
  }

  func received(_ operation: EmulatorOperation) -> Int { emulator.statistics.received[operation] ?? 0 }

  /// How many calls of any kind have come.
  var calls: Int { emulator.statistics.received.values.reduce(0, +) }

  /// How many requests were sent to the queue, also those that came to nothing.
  var submits: Int { received(.submit) }

  /// Keeps fal's only machine busy until work is let go.
  func occupy() async throws {
    holdWork()
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = emulator.hosts
    _ = try await FalClient(configuration).submit(to: "acme/other", input: [:])
  }

  // MARK: - The user

  var environment: [String: String] {
    CheckKeyCommandTests.environment(emulator).merging(["FALKIT_HOME": home.path]) { $1 }
  }

  var store: RequestStore { RequestStore(path: home.path + "/state/requests") }

  /// The only request of the user.
  func record() async throws -> RequestRecord? {
    let records = try await store.list().records
    return records.count == 1 ? records[0] : nil
  }

  func start(_ arguments: [String], _ more: [String: String] = [:]) throws -> RunningFalkit {
    try RunningFalkit(arguments, environment.merging(more) { $1 }, folder.path)
  }

  @discardableResult
  func run(
    _ arguments: String...,
    more: [String: String] = [:],
    input: String? = nil
  ) async throws -> FalkitProcess.Result {
    try await run(list: arguments, more: more, input: input)
  }

  @discardableResult
  func run(
    list arguments: [String],
    more: [String: String] = [:],
    input: String? = nil
  ) async throws -> FalkitProcess.Result {
    try await RunningFalkit(arguments, environment.merging(more) { $1 }, folder.path, input: input).result()
  }

  /// The names of the files in a folder of the user's.
  func names(in folder: String) throws -> [String] {
    let path = self.folder.path + "/" + folder
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// How many bytes are in the files of a folder of the user's.
  func bytes(in folder: String) throws -> Int {
    try names(in: folder).reduce(0) { sum, name in
      let path = self.folder.path + "/" + folder + "/" + name
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      return sum + (size ?? 0)
    }
  }
}
