package import FalCore
import FalRegistry
import FalStorage
import FalSystem

/// Brings the local files of an input to where the model can read them.
package struct InputUpload: Sendable {
  /// A local file of an input, after it was brought there.
  package struct File: Sendable {
    let field: String
    let source: LocalMedia
    /// Its copy at fal; `nil` when it stands in the input itself.
    let copy: UploadedReference?
  }

  let environment: RunEnvironment
  let uploads: FileUploads
  /// Whether the files stand in the input themselves, as data URIs.
  let isInline: Bool
  /// The media type of what came from standard input.
  let standardInputType: String?

  init(_ environment: RunEnvironment, _ options: RunOptions) {
    self.environment = environment
    let lifetime = options.submit.lifecycle?.expiration
    uploads = FileUploads(client: environment.client, index: environment.uploads, lifetime: lifetime)
    isInline = options.isInline
    standardInputType = options.standardInputType
  }

  /// The input with addresses in the place of files, each of which is uploaded once.
  ///
  /// - Throws: `RunError`, `FalError`, `CancellationError`; nothing was submitted then.
  func input(of request: RunRequest) async throws -> (json: JSON, files: [File]) {
    let sources = Array(Set(request.input.files.values))
    guard !sources.isEmpty else { return (request.input.json, []) }
    let addresses = try await addresses(of: sources, request)
    environment.report(.uploaded)
    var json = request.input.json
    var files: [File] = []
    for (place, source) in request.input.files.sorted(on: \.key.place) {
      guard let address = addresses[source] else { continue }
      json[place: place[...]] = .string(address.url)
      files.append(File(field: place.place, source: source, copy: address.copy))
    }
    return (json, files)
  }

  private typealias Address = (url: String, copy: UploadedReference?)

  private func addresses(of sources: [LocalMedia], _ request: RunRequest) async throws -> [LocalMedia: Address] {
    let addresses = try await Parallel.map(sources, limit: environment.jobs) { _, source in
      try await address(of: source, request)
    }
    return Dictionary(uniqueKeysWithValues: zip(sources, addresses))
  }

  private func address(of source: LocalMedia, _ request: RunRequest) async throws -> Address {
    if isInline { return (try dataURI(of: source, request).text, nil) }
    let report: @Sendable (TransferProgress) -> Void = { [environment] progress in
      environment.report(.uploading(source.name, progress))
    }
    let copy: UploadedReference
    switch source {
    case .file(let path): copy = try await uploads.url(ofFile: path, progress: report)
    case .standardInput:
      copy = try await uploads.url(of: request.standardInput, contentType: standardInputType, progress: report)
    }
    return (copy.url, copy)
  }

  private func dataURI(of source: LocalMedia, _ request: RunRequest) throws -> DataURI {
    switch source {
    case .file(let path): return try DataURI(file: path)
    case .standardInput:
      let type = standardInputType ?? UploadOptions.contentType(of: request.standardInput, name: nil)
      return DataURI(contentType: type, bytes: request.standardInput)
    }
  }
}

extension InputUpload.File {
  /// The member of the array `uploads` of JSON documents.
  package var json: JSON {
    var json: JSONObject = ["field": .string(field), "source": .string(source.name)]
    json["url"] = copy.map { .string($0.url) }
    json["content_type"] = copy.map { .string($0.contentType) }
    json["bytes"] = copy.map { .number(JSONNumber($0.bytes)) }
    json["sha256"] = copy.map { .string($0.sha256) }
    json["reused"] = copy.map { .bool($0.reused) }
    return .object(json)
  }
}
