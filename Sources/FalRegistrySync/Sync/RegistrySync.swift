package import FalCore
package import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Brings a registry folder up to date with fal's catalogue, as a whole or not at all.
///
/// What is asked for is kept in a folder of its own, so that a sync that was interrupted goes on, and one that finds nothing
/// new is over at once. Pages and documents that cannot be had leave what the registry had of them.
package struct RegistrySync: Sendable {
  /// What is asked for, and what may happen.
  package struct Options: Sendable {
    /// Ids and globs; without any it is the whole catalogue, or what a registry has that is laid over falkit's.
    package var models: [String] = []
    /// Whether everything is fetched, whatever is known of it.
    package var isAnew = false
    /// Whether so much may change that the service is more likely ill than different.
    package var acceptsLargeChange = false
    /// Whether public names that had to change are taken over.
    package var acceptsRenames = false
    /// How many documents are fetched at a time.
    package var jobs = 4
    /// Whether a new registry is one that is laid over falkit's.
    package var isOverlay = false
    /// Documents of models that fal cannot be asked for.
    package var documents: [EndpointID: JSON] = [:]

    package init() {}
  }

  /// What came of it.
  package struct Report: Sendable {
    package var registry = RegistryImporter.Report()
    /// Whether anything was written.
    package var isChanged = false
    /// Pages and documents that could not be had.
    package var failures: [RegistryDiagnostic] = []
    /// All that is wrong: what could not be had, and what is wrong with the registry.
    package var faults: [RegistryDiagnostic] { failures + registry.diagnostics.filter { $0.severity == .error } }
  }

  /// What is going on.
  package enum Step: Sendable, Hashable {
    case reading(models: Int)
    case fetchingDocuments(Int)
    case writing
    case checking
  }

  /// Above these shares of a registry somebody has to say that it is meant.
  package static let mostRetired = 0.05
  package static let mostChanged = 0.3

  let folder: RegistryFolder
  let fallback: Registry
  private let start: Registry?
  let work: String
  let client: FalClient
  let options: Options
  let progress: @Sendable (Step) -> Void

  /// Prepares to sync.
  ///
  /// - Parameters:
  ///   - folder: The registry, which is made if need be.
  ///   - fallback: Has what a registry lacks beside the index.
  ///   - start: What a new registry begins as; `nil` for an empty one.
  ///   - work: A folder for what was asked, for all registries of a user.
  ///   - client: Who asks.
  ///   - options: What is asked for, and what may happen.
  ///   - progress: Is told what is going on.
  package init(
    folder: RegistryFolder,
    fallback: Registry,
    startingWith start: Registry? = nil,
    work: String,
    client: FalClient,
    options: Options = Options(),
    progress: @escaping @Sendable (Step) -> Void = { _ in }
  ) {
    self.folder = folder
    self.fallback = fallback
    self.start = start
    self.work = "\(work)/\(StableHash.hex(URL(fileURLWithPath: folder.path).standardizedFileURL.path.utf8))"
    self.client = client
    self.options = options
    self.progress = progress
  }

  /// Syncs.
  ///
  /// - Throws: `RegistryError` when nothing was changed because of a folder, a registry that would not verify, or a change
  ///   that is too large; `FalError` when fal could not be asked at all; `CancellationError`.
  package func run() async throws -> Report {
    // From the beginning on, so that two of them do not fetch everything for nothing.
    let staged = try StagedRegistry(of: folder)
    var report = Report()
    let models = try models()
    var feed = try await feed(of: models, &report)
    if report.failures.isEmpty, models == nil, try isKnown(feed) { return report }
    if feed.pages.isEmpty { return report }
    try begin(staged.folder)
    if staged.folder.isOverlay, try staged.folder.bytes(of: NamesUpdate.path) == nil {
      throw RegistryError(
        "the names of the registry's models are gone, and would be given anew; restore the file",
        file: folder.absolute(NamesUpdate.path)
      )
    }
    try await addDocuments(to: &feed, staged.folder, &report)

    progress(.writing)
    let before = staged.folder.exists ? try staged.folder.records().count { $0.status != .retired } : 0
    var importer = RegistryImporter(
      folder: staged.folder,
      missingDocumentsFrom: fallback,
      asOverlay: options.isOverlay
    )
    report.registry = try importer.run(pages: feed.pages, isComplete: feed.isComplete)
    let names = try NamesUpdate(folder: staged.folder, over: fallback, acceptsRenames: options.acceptsRenames)
    report.registry.diagnostics += names.diagnostics
    report.registry.diagnostics += (report.registry.added + report.registry.changed).flatMap { names.remarks[$0] ?? [] }
    report.registry.files += try names.write(to: staged.folder)
    // Of models that were named it is known that they are meant.
    if models == nil { try check(report.registry, of: before) }
    // A new registry may begin as what the catalogue is already.
    report.isChanged = !report.registry.files.isEmpty || !folder.exists
    if report.isChanged {
      progress(.checking)
      try verify(staged.folder, names)
      try Task.checkCancellation()
      try staged.commit()
    }
    if report.failures.isEmpty, models == nil { remember(feed) }
    return report
  }

  /// Ids and globs of what is asked for; `nil` for the whole catalogue.
  ///
  /// A registry that is laid over falkit's has models that
  /// somebody chose, and gets no others by itself.
  private func models() throws(RegistryError) -> [String]? {
    if !options.models.isEmpty { return options.models }
    return folder.isOverlay ? try folder.records().map(\.id) : nil
  }

  /// Makes a new registry the one that it begins as.
  private func begin(_ folder: RegistryFolder) throws(RegistryError) {
    guard !folder.exists, let start else { return }
    _ = try folder.write(start.recordedNames().utf8(.normalized) + [UInt8(ascii: "\n")], to: NamesUpdate.path)
    var importer = RegistryImporter(folder: folder, missingDocumentsFrom: fallback)
    let bytes = try start.exported().utf8()
    _ = try importer.run(pages: [("the registry to begin with", bytes)], isComplete: true)
  }

  private func check(_ report: RegistryImporter.Report, of before: Int) throws(RegistryError) {
    guard !options.acceptsLargeChange, before > 0 else { return }
    func share(_ ids: [String]) -> Double { Double(ids.count) / Double(before) }
    let reasons = [
      share(report.retired) > Self.mostRetired
        ? "\(report.retired.count) of \(before) models are no longer in the catalogue" : nil,
      share(report.changed) > Self.mostChanged ? "\(report.changed.count) of \(before) models have changed" : nil,
    ].compactMap { $0 }
    if reasons.isEmpty { return }
    throw RegistryError(
      "\(reasons.joined(separator: ", and ")), so that the service is more likely ill than different; nothing was changed",
      reason: .feed
    )
  }

  private func verify(_ folder: RegistryFolder, _ names: NamesUpdate) throws(RegistryError) {
    var verifier = RegistryVerifier(folder: folder, over: fallback)
    var faults = try verifier.run().diagnostics.filter { $0.severity == .error }
    // What the names lack has just been written.
    faults += names.diagnostics.filter { $0.severity == .error }
    guard let fault = faults.first else { return }
    throw RegistryError(
      "the registry would not verify, so that nothing was changed: \(fault)"
        + (faults.count > 1 ? ", and \(faults.count - 1) more" : "")
    )
  }
}

// MARK: - What is known already

extension RegistrySync {
  private var memory: String { "\(work)/synced" }

  /// Whether the registry is what the same pages have led to before.
  private func isKnown(_ feed: FetchedFeed) throws -> Bool {
    guard folder.exists, let known = FileManager.default.contents(atPath: memory) else { return false }
    return Data(try state(feed).utf8) == known
  }

  private func remember(_ feed: FetchedFeed) {
    // If this fails, the next sync takes longer.
    if let state = try? state(feed) { try? Data(state.utf8).write(to: URL(fileURLWithPath: memory), options: .atomic) }
  }

  private func state(_ feed: FetchedFeed) throws(RegistryError) -> String {
    var parts = [FalVersion.current, feed.digest]
    let documents = RegistryDocument.allCases.map(\.path) + [RegistryFolder.indexPath, NamesUpdate.path]
    for path in documents { parts.append(StableHash.hex(try folder.bytes(of: path) ?? Data())) }
    return parts.joined(separator: "\n")
  }
}
