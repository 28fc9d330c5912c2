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

  private let environment: RunEnvironment
  private let options: RunOptions
  private let uploads: FileUploads

  init(_ environment: RunEnvironment, _ options: RunOptions) {
    self.environment = environment
    self.options = options
    let lifetime = options.submit.lifecycle?.expiration
    uploads = FileUploads(client: environment.client, index: environment.uploads, lifetime: lifetime)
  }

  /// The input with addresses in the place of files, each of which is uploaded once.
  ///
  /// - Throws: `RunError`, `FalError`, `CancellationError`; nothing was submitted then.
  func input(of request: RunRequest) async throws -> (json: JSON, files: [File]) {
    let files = request.input.files
    guard !files.isEmpty else { return (request.input.json, []) }
    let copies = Lock<[LocalMedia: UploadedReference]>([:])
    let media = files.mapValues { source in
      MediaInput(
        upload: MediaUpload(identity: "\(source)", name: source.name, content: content(of: source, request)) { _ in
          if options.isInline { return try dataURI(of: source, request).text }
          let copy = try await copy(of: source, request)
          copies.withLock { $0[source] = copy }
          return copy.url
        }
      )
    }
    let input = InputValue(request.input.json, files: media)
    let json = try await environment.client.json(of: input, parallelUploads: options.jobs)
    environment.report(.uploaded)
    let known = copies.withLock { $0 }
    return (json, files.sorted(on: \.key.place).map { File(field: $0.place, source: $1, copy: known[$1]) })
  }

  /// The input with the content of files in their place, which does not change with where they are uploaded to.
  static func identity(of request: RunRequest) throws(RunError) -> JSON? {
    guard !request.input.files.isEmpty else { return nil }
    var json = request.input.json
    for (place, source) in request.input.files {
      let hash =
        switch source {
        case .file(let path): try FileHash(ofFile: path)
        case .standardInput: FileHash(of: request.standardInput)
        }
      json[place: place[...]] = ["file": .string(hash.sha256)]
    }
    return json
  }

  private func content(of source: LocalMedia, _ request: RunRequest) -> MediaUpload.Content {
    switch source {
    case .file(let path): .file(path)
    case .standardInput: .bytes { request.standardInput }
    }
  }

  private func copy(of source: LocalMedia, _ request: RunRequest) async throws -> UploadedReference {
    let report: @Sendable (TransferProgress) -> Void = { progress in
      environment.report(.uploading(source.name, progress))
    }
    switch source {
    case .file(let path):
      return try await uploads.url(ofFile: path, progress: report)
    case .standardInput:
      let type = options.standardInputType
      return try await uploads.url(of: request.standardInput, contentType: type, progress: report)
    }
  }

  private func dataURI(of source: LocalMedia, _ request: RunRequest) throws -> DataURI {
    switch source {
    case .file(let path): return try DataURI(file: path)
    case .standardInput:
      let type = options.standardInputType ?? UploadOptions.contentType(of: request.standardInput, name: nil)
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
