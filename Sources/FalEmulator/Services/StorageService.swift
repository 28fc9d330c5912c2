import FalCore
import FalHTTPServer
import FalSystem

/// rest.fal.ai's tokens and signed addresses, and the servers that keep files.
final class StorageService: Sendable {
  private let files: EmulatedFiles
  private let tokens = Lock(KeptEntries<String, Bool>(limit: 10_000))
  private let uploads: Lock<KeptEntries<String, PendingUpload>>

  /// Tokens live for so many seconds.
  private static let tokenLife = 86_400
  private static let largestRequest = 1 << 20

  init(files: EmulatedFiles, kept: Int) {
    self.files = files
    uploads = Lock(KeptEntries(limit: kept))
  }

  private var address: String { files.address.withLock { $0 } }

  func answer(_ route: StorageRoute, _ request: IncomingRequest) throws -> Reply {
    switch route {
    case .token: return token()
    case .initiate(let inParts): return try initiate(inParts: inParts, request)
    case .signedUpload(let id):
      return try withSigned(id, request) { upload in
        guard !upload.isInParts else { return .detail(400, "This upload is to come in parts") }
        guard request.headers[HTTPField.contentType] == upload.contentType else { return Self.badSignature }
        keep([try StoredBytes(bodyOf: request)], of: upload, id)
        return .whole(status: 200, fields: [:], body: [])
      }
    case .signedPart(let id, let number):
      return try withSigned(id, request) { upload in
        guard let tag = try keepPart(number, of: id, upload, request) else { return Self.noSuchPart }
        // One client reads the head, another the body.
        return .json(200, ["partNumber": .number(JSONNumber(number)), "etag": .string(tag)], [HTTPField.eTag: tag])
      }
    case .signedComplete(let id):
      return try withSigned(id, request) { try complete(id, $0, request) }
    case .upload:
      return try withToken(request) {
        guard let upload = Self.upload(to: files.path(for: Self.name(request)), inParts: false, request) else {
          return Self.badLifecycle
        }
        keep([try StoredBytes(bodyOf: request)], of: upload, "")
        return .json(200, ["access_url": .string(files.url(of: upload.path)), "uploaded": true])
      }
    case .createParts:
      return try withToken(request) {
        guard let upload = Self.upload(to: files.path(for: Self.name(request)), inParts: true, request) else {
          return Self.badLifecycle
        }
        let id = RequestID.new()
        uploads.withLock { $0[id] = upload }
        return .json(200, ["access_url": .string(files.url(of: upload.path)), "uploadId": .string(id)])
      }
    case .part(let id, let number):
      return try withToken(request) {
        guard let upload = uploads.withLock({ $0[id] }), upload.signature == nil,
          let tag = try keepPart(number, of: id, upload, request)
        else { return Self.noSuchPart }
        return .whole(status: 200, fields: [HTTPField.eTag: tag], body: [])
      }
    case .complete(let id):
      return try withToken(request) {
        guard let upload = uploads.withLock({ $0[id] }), upload.signature == nil else { return Self.noSuchPart }
        return try complete(id, upload, request)
      }
    case .file(let path): return file(path, request)
    }
  }

  // MARK: - Who may

  private static var badSignature: Reply { Reply.detail(403, "The signature does not match the request") }
  private static var noSuchPart: Reply { Reply.detail(404, "There is no such upload, or part of one") }
  private static var badLifecycle: Reply { Reply.detail(400, "The lifecycle is malformed") }

  private func token() -> Reply {
    let token = RequestID.new()
    tokens.withLock { $0[token] = true }
    return .json(
      200,
      [
        "token": .string(token), "token_type": "Bearer", "base_url": .string(address),
        "created_at": .string(ServiceTime.now), "expires_at": .string(ServiceTime.after(seconds: Self.tokenLife)),
      ]
    )
  }

  /// Forgets uploads that have begun.
  func removeAll() { uploads.withLock { $0.removeAll() } }

  /// Makes all tokens that were handed out invalid.
  func revokeTokens() {
    tokens.withLock { $0.removeAll() }
  }

  private func hasToken(_ request: IncomingRequest) -> Bool {
    guard let value = request.headers[HTTPField.authorization], value.hasPrefix("Bearer ") else { return false }
    return tokens.withLock { $0[String(value.dropFirst(7))] != nil }
  }

  private func withToken(_ request: IncomingRequest, _ answer: () throws -> Reply) throws -> Reply {
    // A key is refused as well: it has no business here.
    hasToken(request) ? try answer() : .detail(401, "A token for files is needed")
  }

  private func withSigned(
    _ id: String,
    _ request: IncomingRequest,
    _ answer: (PendingUpload) throws -> Reply
  ) throws -> Reply {
    guard let upload = uploads.withLock({ $0[id] }), let signature = upload.signature else { return Self.noSuchPart }
    guard request.query.contains(where: { $0.name == "signature" && $0.value == signature }) else {
      return Self.badSignature
    }
    return try answer(upload)
  }

  // MARK: - Uploads

  private func initiate(inParts: Bool, _ request: IncomingRequest) throws -> Reply {
    let body = try? JSON(parsing: try request.readBody(limit: Self.largestRequest))
    guard let name = body?["file_name"].string, let type = body?["content_type"].string else {
      return .json(
        422,
        ["detail": [["loc": ["body"], "msg": "file_name and content_type are required", "type": "missing"]]]
      )
    }
    guard var upload = Self.upload(to: files.path(for: name), contentType: type, inParts: inParts, request) else {
      return Self.badLifecycle
    }
    let (id, signature) = (RequestID.new(), RequestID.new())
    upload.signature = signature
    uploads.withLock { $0[id] = upload }
    let target = "\(address)/signed/\(id)?signature=\(signature)"
    return .json(200, ["upload_url": .string(target), "file_url": .string(files.url(of: upload.path))])
  }

  private static func upload(
    to path: String,
    contentType: String? = nil,
    inParts: Bool,
    _ request: IncomingRequest
  ) -> PendingUpload? {
    FileLifecycle(request.headers).map { lifecycle in
      let type = contentType ?? request.headers[HTTPField.contentType] ?? "application/octet-stream"
      return PendingUpload(path: path, contentType: type, lifecycle: lifecycle, isInParts: inParts)
    }
  }

  private static func name(_ request: IncomingRequest) -> String {
    request.headers[FalField.fileName] ?? "upload.bin"
  }

  /// Keeps a part, and gives its tag; `nil` when there can be no such part.
  private func keepPart(
    _ number: Int,
    of id: String,
    _ upload: PendingUpload,
    _ request: IncomingRequest
  ) throws -> String? {
    guard upload.isInParts, (1...10_000).contains(number) else { return nil }
    let part = PendingUpload.Part(bytes: try StoredBytes(bodyOf: request), tag: "\"\(RequestID.new())\"")
    uploads.withLock { $0[id]?.parts[number] = part }
    return part.tag
  }

  private func complete(_ id: String, _ upload: PendingUpload, _ request: IncomingRequest) throws -> Reply {
    let body = try? JSON(parsing: try request.readBody(limit: Self.largestRequest))
    // In any order: fal's Python client names parts as they were done.
    let receipts = (body?["parts"].array ?? []).sorted { ($0["partNumber"].int ?? 0) < ($1["partNumber"].int ?? 0) }
    let numbers = receipts.compactMap(\.["partNumber"].int)
    let parts = zip(numbers, receipts).compactMap { number, receipt in
      upload.parts[number].flatMap { $0.tag == receipt["etag"].string ? $0.bytes : nil }
    }
    guard !parts.isEmpty, parts.count == receipts.count, numbers == Array(1...parts.count) else {
      return .detail(400, "The parts are not those that were sent")
    }
    keep(parts, of: upload, id)
    return .json(200, ["access_url": .string(files.url(of: upload.path))])
  }

  private func keep(_ bytes: [StoredBytes], of upload: PendingUpload, _ id: String) {
    var file = EmulatedFile(contentType: upload.contentType, content: .stored(bytes))
    file.lifecycle = upload.lifecycle
    files.add(file, at: upload.path)
    uploads.withLock { $0[id] = nil }
  }

  // MARK: - Downloads

  private func file(_ path: String, _ request: IncomingRequest) -> Reply {
    guard let file = files.file(at: path) else { return .detail(404, "File not found") }
    switch file.lifecycle.access {
    case .forbid where !hasToken(request): return .detail(403, "Access denied")
    case .hide where !hasToken(request): return .detail(404, "File not found")
    default: return .file(file, request)
    }
  }
}
