import FalCore
import FalRegistry
import FalStorage
import FalSystem

/// Brings the local files of an input to where the model can read them.
struct InputTransfer: Sendable {
  /// A local file of an input, after it was brought there.
  struct File: Sendable {
    let field: String
    let source: LocalMedia
    /// Its copy at fal; `nil` when it stands in the input itself.
    let copy: UploadedReference?
  }

  let client: FalClient
  let uploads: FileUploads
  let progress: Progress
  /// Whether the files stand in the input themselves, as data URIs.
  let isInline: Bool
  /// How many are uploaded at a time.
  let jobs: Int
  /// The media type of what came from standard input.
  let standardInputType: String?

  init(_ invocation: Invocation, _ access: RequestAccess, lifetime: Duration?) throws(CommandError) {
    client = access.client
    // What is at a local fal ends with it.
    let index = invocation.has("local") ? nil : UploadIndex.standard
    uploads = FileUploads(client: client, index: index, lifetime: lifetime)
    progress = access.progress
    isInline = invocation.has("inline")
    jobs = try invocation.settings.jobs
    standardInputType = invocation.value("stdin-type")
  }

  /// The input with addresses in the place of files, each of which is uploaded once.
  ///
  /// - Throws: `CommandError`, `FalError`, `CancellationError`; nothing was submitted then.
  func input(of call: ModelCall) async throws -> (json: JSON, files: [File]) {
    let sources = Array(Set(call.input.files.values))
    guard !sources.isEmpty else { return (call.input.json, []) }
    let addresses = try await addresses(of: sources, call)
    progress.end(clear: true)
    var json = call.input.json
    var files: [File] = []
    for (place, source) in call.input.files.sorted(on: \.key.place) {
      guard let address = addresses[source] else { continue }
      json[place: place[...]] = .string(address.url)
      files.append(File(field: place.place, source: source, copy: address.copy))
    }
    return (json, files)
  }

  private typealias Address = (url: String, copy: UploadedReference?)

  private func addresses(of sources: [LocalMedia], _ call: ModelCall) async throws -> [LocalMedia: Address] {
    let addresses = try await Parallel.map(sources, limit: jobs) { _, source in try await address(of: source, call) }
    return Dictionary(uniqueKeysWithValues: zip(sources, addresses))
  }

  private func address(of source: LocalMedia, _ call: ModelCall) async throws -> Address {
    if isInline { return (try dataURI(of: source, call).text, nil) }
    let report: @Sendable (TransferProgress) -> Void = { [progress] transfer in
      let share = transfer.fraction.map { ", \(Int($0 * 100)) %" } ?? ""
      progress.show("uploading \(source.name)", share, step: "upload")
    }
    let copy: UploadedReference
    switch source {
    case .file(let path): copy = try await uploads.url(ofFile: path, progress: report)
    case .standardInput:
      copy = try await uploads.url(of: call.standardInput, contentType: standardInputType, progress: report)
    }
    return (copy.url, copy)
  }

  private func dataURI(of source: LocalMedia, _ call: ModelCall) throws -> DataURI {
    switch source {
    case .file(let path): return try DataURI(file: path)
    case .standardInput:
      let type = standardInputType ?? UploadOptions.contentType(of: call.standardInput, name: nil)
      return DataURI(contentType: type, bytes: call.standardInput)
    }
  }
}

extension InputTransfer.File {
  /// The member of the array `uploads` of JSON documents.
  var json: JSON {
    var json: JSONObject = ["field": .string(field), "source": .string(source.name)]
    json["url"] = copy.map { .string($0.url) }
    json["content_type"] = copy.map { .string($0.contentType) }
    json["bytes"] = copy.map { .number(JSONNumber($0.bytes)) }
    json["sha256"] = copy.map { .string($0.sha256) }
    json["reused"] = copy.map { .bool($0.reused) }
    return .object(json)
  }
}
