import FalCore
import FalPlatform
import FalRegistry
import FalSystem

// MARK: - What fal says

extension RegistrySync {
  /// Pages of models, as fal gave them.
  struct FetchedFeed {
    var pages: [(name: String, bytes: [UInt8])] = []
    var isComplete = false
    /// Tells whether it is the same as another.
    var digest = ""
  }

  /// What fal says of some models; of all where none are named.
  func feed(of globs: [String]?, _ report: inout Report) async throws -> FetchedFeed {
    if let globs { try await feed(fitting: globs, &report) } else { try await wholeFeed(&report) }
  }

  private func wholeFeed(_ report: inout Report) async throws -> FetchedFeed {
    let download = CatalogDownload(folder: work, client: client, isAnew: options.isAnew)
    let (pages, failure) = try await download.run { progress(.reading(models: $0)) }
    if let failure {
      // Without a single page nothing is known of the catalogue.
      guard !pages.isEmpty else { throw failure }
      let place = "page \(pages.count + 1)"
      let message = "\(failure.message); the pages before it were read, and no model was retired"
      report.failures.append(RegistryDiagnostic(.error, "failed-page", place, message))
    }
    var feed = FetchedFeed(isComplete: failure == nil)
    feed.digest = StableHash.hex(pages.map(\.digest).joined(separator: " ").utf8)
    for (position, page) in pages.enumerated() {
      feed.pages.append(("page \(position + 1)", try download.bytes(of: page)))
    }
    return feed
  }

  private func feed(fitting globs: [String], _ report: inout Report) async throws -> FetchedFeed {
    let patterns = globs.map(Glob.init)
    var wanted: [EndpointID] = []
    for glob in globs where !Glob.isPattern(glob) { wanted.append(try EndpointID(glob)) }
    if globs.contains(where: Glob.isPattern) {
      for try await model in client.models(ModelQuery(pageSize: 100))
      where patterns.contains(where: { $0.matches(model.id.description) }) && !wanted.contains(model.id) {
        wanted.append(model.id)
      }
    }
    var found: Set<EndpointID> = []
    var feed = FetchedFeed()
    let asked = wanted.filter { options.documents[$0] == nil }
    let query = ModelQuery(endpoints: asked, expansions: [.openAPI])
    if !asked.isEmpty {
      for try await page in client.models(query).pages {
        found.formUnion(page.models.map(\.id))
        feed.pages.append(("the answer", page.json.utf8()))
        progress(.reading(models: found.count))
      }
    }
    for id in wanted where !found.contains(id) {
      guard let document = try await unlistedDocument(of: id) else {
        report.failures.append(
          RegistryDiagnostic(
            .error,
            "not-found",
            id.description,
            client.configuration.credentials == nil
              ? "fal lists no such model; a private app needs a key" : "fal lists no such model"
          )
        )
        continue
      }
      let entry: JSON = ["endpoint_id": .string(id.description), "metadata": [:], "openapi": document]
      feed.pages.append((id.description, JSON.object(["models": [entry]]).utf8()))
    }
    for glob in globs where Glob.isPattern(glob) && !wanted.contains(where: { Glob(glob).matches($0.description) }) {
      report.failures.append(RegistryDiagnostic(.error, "not-found", glob, "no model of fal's fits"))
    }
    return feed
  }
}

// MARK: - Documents that the pages lack

extension RegistrySync {
  /// The document of a model that the catalogue does not list, such as a private app; `nil` when there is none.
  private func unlistedDocument(of id: EndpointID) async throws -> JSON? {
    if let document = options.documents[id] { return AppDocument.queueDocument(of: id, in: document) }
    do {
      return try await client.document(of: id)
    } catch let error as FalError where error.kind == .notFound {}
    // fal's own models are all listed.
    guard client.configuration.credentials != nil, id.owner != "fal-ai" else { return nil }
    do {
      return AppDocument.queueDocument(of: id, in: try await client.appDocument(of: id))
    } catch let error as FalError where [.notFound, .invalidResponse, .invalidInput].contains(error.kind) {
      return nil
    }
  }
}

extension RegistrySync {
  /// Fetches alone what fal could not put into its pages.
  func addDocuments(
    to feed: inout FetchedFeed,
    _ folder: RegistryFolder,
    _ report: inout Report
  ) async throws {
    var lacking: [(page: Int, model: Int, id: EndpointID)] = []
    for (number, page) in feed.pages.enumerated() {
      guard let models = try? JSON(parsing: page.bytes)["models"].array else { continue }
      for (position, model) in models.enumerated() where model["openapi"]["paths"].object == nil {
        guard let id = model["endpoint_id"].string.flatMap({ try? EndpointID($0) }) else { continue }
        lacking.append((number, position, id))
      }
    }
    if lacking.isEmpty { return }
    progress(.fetchingDocuments(lacking.count))
    let known = Set(folder.exists ? try folder.records().lazy.filter(\.hasSchema).map(\.id) : [])
    var documents: [Int: [(model: Int, document: JSON)]] = [:]
    let answers = try await Parallel.map(lacking, limit: options.jobs) { _, lacking -> Result<JSON, FalError> in
      do {
        return .success(try await client.document(of: lacking.id))
      } catch let error as FalError {
        return .failure(error)
      }
    }
    for ((page, model, id), answer) in zip(lacking, answers) {
      switch answer {
      case .success(let document): documents[page, default: []].append((model, document))
      case .failure(let error) where error.kind == .notFound && !known.contains(id.description): break
      case .failure(let error):
        let rest = known.contains(id.description) ? "; what the registry has of it stays" : ""
        report.failures.append(RegistryDiagnostic(.error, "failed-document", id.description, error.message + rest))
      }
    }
    report.failures = report.failures.sorted(on: \.sortingText)
    for (page, found) in documents {
      guard case .object(var json) = try JSON(parsing: feed.pages[page].bytes), var models = json["models"]?.array
      else {
        continue
      }
      for (model, document) in found { models[model]["openapi"] = document }
      json["models"] = .array(models)
      feed.pages[page].bytes = JSON.object(json).utf8()
    }
  }
}
