import FalCore
import FalSystem

/// Straight to the servers that keep files, with a token.
struct CDNRoute: UploadRoute {
  let client: FalClient
  let options: UploadOptions

  var name: String { "the file server" }

  func upload(_ source: UploadSource) async throws -> String {
    source.length > options.largestPiece ? try await uploadParts(of: source) : try await uploadWhole(source)
  }

  private func uploadWhole(_ source: UploadSource) async throws -> String {
    let meter = UploadMeter(total: source.length, report: options.progress)
    let answer = try await call(
      "POST",
      { "\($0.base)/files/upload" },
      try fields(for: source),
      source.body,
      sent: meter.part(1)
    )
    return try Self.address(answer, "access_url")
  }

  private func uploadParts(of source: UploadSource) async throws -> String {
    let created = try await call("POST", { "\($0.base)/files/upload/multipart" }, try fields(for: source))
    let address = try Self.address(created, "access_url")
    guard let upload = created.json?["uploadId"].string, !upload.isEmpty else {
      throw FalError(.invalidResponse, "the answer to an upload in parts holds no id")
    }
    let parts = PartList(length: source.length, size: options.partSize)
    let meter = UploadMeter(total: source.length, report: options.progress)
    let multipart = "\(address)/multipart/\(PercentCoding.encode(upload))"
    let receipts = try await parts.send(parallel: options.parallelParts) { number in
      // Compressed answers come without the tag.
      let fields: HTTPFields = [HTTPField.contentType: source.contentType, HTTPField.acceptEncoding: "identity"]
      let body = source.body(of: parts.range(of: number))
      let answer = try await call(
        "PUT",
        { _ in "\(multipart)/\(number)" },
        fields,
        body,
        server: address,
        sent: meter.part(number)
      )
      guard let tag = answer.fields[HTTPField.eTag] else {
        throw FalError(.invalidResponse, "the answer to part \(number) of an upload holds no tag")
      }
      return tag
    }
    let fields: HTTPFields = [HTTPField.contentType: "application/json"]
    _ = try await call("POST", { _ in "\(multipart)/complete" }, fields, .bytes(receipts.utf8()), server: address)
    return address
  }

  private func fields(for source: UploadSource) throws(FalError) -> HTTPFields {
    var fields = try Self.lifecycleFields(options)
    fields[HTTPField.contentType] = source.contentType
    fields[FalField.fileName] = source.name
    return fields
  }

  /// Makes a call with the token; once more with another when the server does not accept it.
  private func call(
    _ method: String,
    _ url: @Sendable (CDNToken) -> String,
    _ fields: HTTPFields,
    _ body: HTTPRequestBody = .none,
    server: String? = nil,
    sent: (@Sendable (Int) -> Void)? = nil
  ) async throws -> FalResponse {
    func attempt(_ token: CDNToken) async throws -> FalResponse {
      // A token goes to the server that it is for, whatever address an answer held.
      if let server, HTTPAddress(server) != HTTPAddress(token.base),
        HTTPAddress(server) != HTTPAddress(client.hosts.cdn)
      {
        throw FalError(.invalidResponse, "the answer to an upload names a server that is not fal's")
      }
      return try await client.answer(
        to: FalCall(
          body.length == 0 ? .storage : .upload,
          method,
          url(token),
          authorization: .value(token.authorization),
          fields: fields,
          body: body,
          timeouts: client.transferTimeouts,
          sent: sent
        )
      )
    }
    let token = try await CDNTokens.shared.token(for: client)
    do {
      return try await attempt(token)
    } catch let error as FalError where error.status == 401 {
      CDNTokens.shared.forget(token, of: client)
      return try await attempt(try await CDNTokens.shared.token(for: client))
    }
  }
}
