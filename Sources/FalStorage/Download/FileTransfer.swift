import FalCore

/// Fetches a file, and after a break goes on where it broke off.
struct FileTransfer: Sendable {
  /// What has arrived is not a part of what comes now.
  private struct OtherVersion: Error {}

  let client: FalClient
  let url: String
  let file: PartialFile
  let limit: Int?
  let progress: (@Sendable (TransferProgress) -> Void)?

  /// As long as each series of attempts brings so much, another one follows.
  private static let worthwhile = 1 << 20

  /// Fetches what is missing.
  ///
  /// - Returns: The media type that the server gives.
  /// - Throws: `FalError`, `CancellationError`.
  func run() async throws -> String? {
    while true {
      let before = file.resumable?.length ?? 0
      do {
        return try await client.response(toEach: { call }, read: receive)
      } catch is OtherVersion {
        try file.begin(nil)
      } catch let error as FalError where error.status == 416 && file.resumable != nil {
        try file.begin(nil)
      } catch let error as FalError where error.isRetryable && error.kind == .connection {
        guard (file.resumable?.length ?? 0) - before >= Self.worthwhile else { throw error }
      }
    }
  }

  private var call: FalCall {
    // Compressed on the way, a part would not be a part of the file.
    var fields: HTTPFields = [HTTPField.accept: "*/*", HTTPField.acceptEncoding: "identity"]
    if let resumable = file.resumable {
      fields[HTTPField.range] = "bytes=\(resumable.length)-"
      fields[HTTPField.ifRange] = resumable.version.validator
    }
    return FalCall(
      .download,
      "GET",
      url,
      authorization: .none,
      fields: fields,
      body: .none,
      timeouts: client.transferTimeouts
    )
  }

  @Sendable private func receive(_ response: HTTPResponse) async throws -> String? {
    let total: Int?
    if response.status == 206 {
      total = try goOn(response.fields)
    } else {
      try file.begin(FileVersion(response.fields))
      // Of what is decoded on the way, nobody knows the size.
      let isPlain = response.fields[HTTPField.contentEncoding] == nil
      total = isPlain ? response.fields[HTTPField.contentLength].flatMap { Int($0) } : nil
    }
    try check(total ?? 0)
    while let piece = try await response.body.next() {
      try check(file.length + piece.count)
      try file.write(piece)
      progress?(TransferProgress(completed: file.length, total: total))
    }
    if response.status == 206, let total {
      if file.length > total { throw OtherVersion() }
      // A server may send less than it was asked for.
      if file.length < total { throw TransportError(.connectionLost, "the server sent only a part", wasSent: true) }
    }
    return response.fields[HTTPField.contentType]
  }

  /// Refuses what is too large; what has arrived of it is not kept.
  private func check(_ length: Int) throws {
    guard let limit, length > limit else { return }
    try file.begin(nil)
    throw Self.tooLarge(limit)
  }

  static func tooLarge(_ limit: Int) -> FalError {
    FalError(.file, "the file has more than \(limit) bytes, the most that are accepted")
  }

  /// Makes sure that a part is the one that is missing; gives the size of the whole.
  private func goOn(_ fields: HTTPFields) throws -> Int {
    guard let resumable = file.resumable else {
      throw FalError(.invalidResponse, "the server sent a part of the file, and was asked for all of it")
    }
    guard let part = FileVersion.part(fields), part.start == resumable.length, part.total == resumable.version.total,
      resumable.version.mayBe(fields)
    else { throw OtherVersion() }
    return part.total
  }
}
