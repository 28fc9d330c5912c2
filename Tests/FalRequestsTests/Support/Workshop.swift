import FalCore
import FalEmulator
import FalRequests
import FalSystem
import Foundation
import TestSupport

/// A local fal, a client, and a folder for requests.
final class Workshop: Sendable {
  let fal: LocalFal
  let folder: TemporaryFolder
  private let faults: Lock<[EmulatorOperation: Fault]>
  private let model: any EmulatedModel
  private let clock = Lock<Date?>(nil)

  var client: FalClient { fal.client }
  var accepted: Int { fal.emulator.statistics.accepted }

  init(
    duration: Duration = .zero,
    concurrency: Int = 4,
    model: any EmulatedModel = TestModel(),
    attempts: Int = 3
  ) throws {
    let faults = Lock<[EmulatorOperation: Fault]>([:])
    self.faults = faults
    self.model = model
    folder = try TemporaryFolder()
    var configuration = EmulatorConfiguration()
    configuration.duration = duration
    configuration.concurrency = concurrency
    configuration.faults = FaultPlan { operation in faults.withLock { $0[operation] } }
    fal = try LocalFal(configuration, model: model) {
      $0.retries = RetryPolicy(attempts: attempts, delay: .milliseconds(1), longestDelay: .milliseconds(2))
    }
  }

  deinit {
    // The end waits for what is at work.
    (model as? GatedModel)?.gate.happen()
    fal.emulator.stop()
  }

  var path: String { folder.path + "/state/requests" }

  /// A store, as a new process would open it.
  var store: RequestStore { store() }

  /// A store on a disk that may fail, or that asks another fal.
  func store(on disk: FaultyDisk = FaultyDisk(), client: FalClient? = nil) -> RequestStore {
    RequestStore(
      path: path,
      client: client ?? fal.client,
      now: { [clock] in clock.withLock { $0 } ?? Date() },
      steps: disk.steps
    )
  }

  /// Lets requests for an operation go wrong, until told otherwise.
  func fault(_ operation: EmulatorOperation, _ fault: Fault?) {
    faults.withLock { $0[operation] = fault }
  }

  func set(time: Date) {
    clock.withLock { $0 = time }
  }

  @discardableResult
  func submit(_ prompt: String = "a cat", notes: RequestNotes = RequestNotes()) async throws -> RequestRecord {
    try await store.submit(to: Echo.self, input: .init(prompt: prompt), notes: notes)
  }

  /// The names of all files in the folder, without the indices.
  func names() throws -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    return names.filter { ![".same", ".ended"].contains($0) }
  }

  func text(of id: RequestRecord.ID) throws -> String {
    try String(contentsOfFile: "\(path)/\(id).json", encoding: .utf8)
  }

  func write(_ text: String, as name: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }
}

/// What a call throws as an error of a store.
func storeError(_ work: () async throws -> Void) async -> RequestStoreError? {
  do {
    try await work()
    return nil
  } catch {
    return error as? RequestStoreError
  }
}

/// Tests write names of requests as they are.
extension RequestRecord.ID: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    guard let id = Self(rawValue: text) else { preconditionFailure("\(text) is no name of a request") }
    self = id
  }
}
