import FalCore

/// To an address that fal signs for one upload.
struct PresignedRoute: UploadRoute {
  let client: FalClient
  let options: UploadOptions
  /// Servers that add the key for others seldom let uploads in parts begin.
  let allowsParts: Bool

  var name: String { "a signed address" }

  func upload(_ source: UploadSource) async throws -> String {
    source.length > options.largestPiece && allowsParts
      ? try await uploadParts(of: source) : try await uploadWhole(source)
  }

  private func uploadWhole(_ source: UploadSource) async throws -> String {
    let (target, file) = try await initiate("initiate", source)
    let meter = UploadMeter(total: source.length, report: options.progress)
    // The address is all it takes: other fields would not fit its signature.
    _ = try await put(target, [HTTPField.contentType: source.contentType], source.body, meter.part(1))
    return file
  }

  private func uploadParts(of source: UploadSource) async throws -> String {
    let (target, file) = try await initiate("initiate-multipart", source)
    let parts = PartList(length: source.length, size: options.partSize)
    let meter = UploadMeter(total: source.length, report: options.progress)
    let receipts = try await parts.send(parallel: options.parallelParts) { number in
      let body = source.body(of: parts.range(of: number))
      let answer = try await put(Self.step("\(number)", of: target), HTTPFields(), body, meter.part(number))
      guard let tag = answer.json?["etag"].string ?? answer.fields[HTTPField.eTag] else {
        throw FalError(.invalidResponse, "the answer to part \(number) of an upload holds no tag")
      }
      return tag
    }
    let complete = FalCall(
      .storage,
      "POST",
      Self.step("complete", of: target),
      authorization: .none,
      fields: [HTTPField.contentType: "application/json"],
      body: .bytes(receipts.utf8()),
      timeouts: client.callTimeouts
    )
    _ = try await client.answer(to: complete)
    return file
  }

  /// The address of a step: what is signed is the query, which stays as it is.
  private static func step(_ name: String, of target: String) -> String {
    let question = target.firstIndex(of: "?") ?? target.endIndex
    return "\(target[..<question])/\(name)\(target[question...])"
  }

  private func initiate(_ path: String, _ source: UploadSource) async throws -> (target: String, file: String) {
    var fields = try Self.lifecycleFields(options)
    fields[HTTPField.contentType] = "application/json"
    let body: JSON = ["file_name": .string(source.name), "content_type": .string(source.contentType)]
    let call = FalCall(
      .storage,
      "POST",
      "\(client.hosts.rest)/storage/upload/\(path)?storage_type=fal-cdn-v3",
      authorization: .key,
      fields: fields,
      body: .bytes(body.utf8()),
      timeouts: client.callTimeouts
    )
    let answer = try await client.answer(to: call)
    return (try Self.address(answer, "upload_url"), try Self.address(answer, "file_url"))
  }

  private func put(
    _ url: String,
    _ fields: HTTPFields,
    _ body: HTTPRequestBody,
    _ sent: (@Sendable (Int) -> Void)?
  ) async throws -> FalResponse {
    try await client.answer(
      to: FalCall(
        .upload,
        "PUT",
        url,
        authorization: .none,
        fields: fields,
        body: body,
        timeouts: client.transferTimeouts,
        sent: sent
      )
    )
  }
}
