import FalCatalog
import FalCore
import FalEmulator
import FalRegistry
import FalRequests
import FalRunner
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("A run, without a command", .timeLimit(.minutes(1)))
struct RunTests {
  private let folder: TemporaryFolder
  private let fal: LocalFal
  private let models = KnownModels(registry: FalCatalog.registry)

  init() throws {
    folder = try TemporaryFolder()
    fal = try LocalFal(model: RegistryModel(FalCatalog.registry))
  }

  private func environment(_ report: @escaping @Sendable (RunEvent) -> Void = { _ in }) -> RunEnvironment {
    let store = RequestStore(path: folder.path + "/requests", client: fal.client)
    return RunEnvironment(client: fal.client, store: store, uploads: nil, report: report)
  }

  private func request(
    _ endpoint: EndpointID,
    _ words: [String],
    _ policy: CheckPolicy = CheckPolicy()
  ) async throws -> RunRequest {
    let environment = environment()
    return try await RunRequest(
      endpoint,
      try words.map { try #require(InputAssignment($0)) },
      base: ModelInput(json: [:]),
      models: models,
      sources: InputSources(store: { environment.store }, models: models, session: nil, standardInput: { _ in [] }),
      policy: policy
    )
  }

  @Test("From an input to saved files, with events on the way")
  func wholeRun() async throws {
    let events = Lock<[String]>([])
    let environment = environment { event in
      let name =
        switch event {
        case .submitting: "submitting"
        case .submitted: "submitted"
        case .queue(.completed), .queue(.inQueue), .queue(.inProgress), .queue(.log), .queue(.submitted): "queue"
        case .followed: "followed"
        case .saving: "saving"
        case .saved: "saved"
        default: "other"
        }
      events.withLock { if $0.last != name { $0.append(name) } }
    }
    let request = try await request("fal-ai/flux/dev", ["prompt=a cat", "seed=7"])
    let submitted = try await Submission(request, environment, RunOptions()).submit()
    #expect(!submitted.isResumed && submitted.record.requestID != nil)
    let (record, _) = try await environment.follow(submitted.record, FollowPolicy())
    let outcome = try RunOutcome(record, environment.store)
    var policy = SavePolicy()
    policy.destination = .files(try OutputTemplate(folder.path + "/{index}-{seed}.{ext}"))
    let saved = try await environment.save(outcome, policy, schema: request.model?.schema.output)
    #expect(saved.failures.isEmpty && saved.files.count == 1)
    #expect(FilePath.isReadableFile(try #require(saved.files.first).path))
    #expect(saved.files.first?.path.contains("1-7.") == true)
    #expect(events.withLock { $0 } == ["submitting", "submitted", "queue", "followed", "saving", "saved"])
    #expect(try environment.store.record(record.id).files.count == 1)
  }

  @Test("What is wrong with an input is told at once, with the names that may have been meant, and nothing is sent")
  func refusal() async throws {
    let error = await #expect(throws: RunError.self) {
      _ = try await request("fal-ai/flux/dev", ["promt=a cat", "num_images=99"])
    }
    #expect(error?.kind == .invalid && error?.remedy == .describe(model: "fal-ai/flux/dev"))
    let issues = error?.issues ?? []
    #expect(issues.contains { $0.rule == "unknown-field" } && issues.contains { $0.rule == "required" })
    #expect(issues.first { $0.field == "promt" }?.nearest.first == "prompt")
    #expect(fal.emulator.statistics.accepted == 0)
  }

  @Test("Unknown inputs may be allowed, and warnings may count")
  func policies() async throws {
    var policy = CheckPolicy()
    policy.allowsUnknown = true
    let request = try await request("fal-ai/flux/dev", ["prompt=a cat", "new_one=1"], policy)
    #expect(request.warnings.map(\.field) == ["new_one"])
    policy.isStrict = true
    await #expect(throws: RunError.self) {
      _ = try await self.request("fal-ai/flux/dev", ["prompt=a cat", "new_one=1"], policy)
    }
  }

  @Test("A request that asks the same is refused, followed, or made again, as the policy says")
  func pending() async throws {
    let slow = try LocalFal(EmulatorConfiguration(duration: .seconds(30)), model: RegistryModel(FalCatalog.registry))
    let store = RequestStore(path: folder.path + "/pending", client: slow.client)
    let environment = RunEnvironment(client: slow.client, store: store, uploads: nil)
    let request = try await request("fal-ai/flux/dev", ["prompt=a cat"])
    let first = try await Submission(request, environment, RunOptions()).submit()
    await #expect(throws: RequestStoreError.self) {
      _ = try await Submission(request, environment, RunOptions()).submit()
    }
    var options = RunOptions()
    options.twins = .follow
    let followed = try await Submission(request, environment, options).submit()
    #expect(followed.isResumed && followed.record.id == first.record.id)
    options.twins = .submit
    let second = try await Submission(request, environment, options).submit()
    #expect(!second.isResumed && second.record.requestID != first.record.requestID)
    #expect(slow.emulator.statistics.accepted == 2)
  }

  @Test("Work that is cancelled while it waits leaves the request, or cancels it", arguments: [true, false])
  func cancellation(cancels: Bool) async throws {
    let slow = try LocalFal(EmulatorConfiguration(duration: .seconds(30)), model: RegistryModel(FalCatalog.registry))
    let waits = Event()
    let store = RequestStore(path: folder.path + "/cancelled", client: slow.client)
    let environment = RunEnvironment(client: slow.client, store: store, uploads: nil) { event in
      if case .queue = event { waits.happen() }
    }
    let request = try await request("fal-ai/flux/dev", ["prompt=a cat"])
    let submitted = try await Submission(request, environment, RunOptions()).submit()
    let work = Task {
      var policy = FollowPolicy()
      policy.cancels = { cancels }
      _ = try await environment.follow(submitted.record, policy)
    }
    await waits.wait()
    work.cancel()
    let error = await #expect(throws: RunInterruption.self) { try await work.value }
    switch error {
    case .cancelled(let cancellation)?: #expect(cancels && cancellation.record.id == submitted.record.id)
    case .goesOn(let record)?: #expect(!cancels && record.id == submitted.record.id)
    default: Issue.record("it ended as \(String(describing: error))")
    }
  }

  @Test("A batch tells of each line, goes on after a failure, and is not done twice")
  func batch() async throws {
    let path = folder.path + "/outcomes.jsonl"
    let model = try #require(try models.registered("fal-ai/flux/dev"))
    let environment = environment()
    let table = try BatchTable("prompt,seed\na cat,1\na dog,2\n", name: "x.csv", format: .csv, prompt: "")
    let rows = try await BatchFile(
      table,
      name: "x.csv",
      endpoint: "fal-ai/flux/dev",
      model: model,
      common: BatchFile.Common(base: ModelInput(json: [:]), words: [], usedColumns: []),
      sources: InputSources(store: { environment.store }, models: models, session: nil, standardInput: { _ in [] }),
      files: nil,
      policy: CheckPolicy()
    ).rows
    let told = Lock<[Int]>([])
    for isAgain in [false, true] {
      let run = BatchRun(
        environment: environment,
        options: RunOptions(),
        saving: nil,
        following: FollowPolicy(),
        outcomes: try BatchOutcomes(path: path, endpoint: "fal-ai/flux/dev", resumes: isAgain, environment.store),
        policy: BatchRun.Policy(),
        document: { .string($0.message) },
        report: { event in
          guard case .ended(let row, let outcome, _) = event else { return }
          #expect(outcome.status == .completed)
          told.withLock { $0.append(row.line) }
        }
      )
      #expect(try await run.run(rows)[.completed] == 2)
    }
    #expect(told.withLock { $0.sorted() } == [2, 3])
    #expect(fal.emulator.statistics.accepted == 2)
  }
}
