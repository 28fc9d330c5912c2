package import FalCore
package import FalStorage

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Uploads local files, each content once for as long as it lives at fal.
package struct FileUploads: Sendable {
  package let client: FalClient
  /// What was uploaded before; `nil` to upload in any case.
  let index: UploadIndex?
  /// What the files are called at fal; their own names where nothing is given.
  var name: String?
  /// How long they live; as the account's settings say where nothing is given.
  var lifetime: Duration?

  package init(client: FalClient, index: UploadIndex?, name: String? = nil, lifetime: Duration? = nil) {
    self.client = client
    self.index = index
    self.name = name
    self.lifetime = lifetime
  }

  /// Uploads a file, or finds the copy that is there.
  ///
  /// - Throws: `RunError` of kind `notFound` when it cannot be read, `FalError`, `CancellationError`.
  package func url(
    ofFile path: String,
    contentType: String? = nil,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws -> UploadedReference {
    let content = try FileHash(ofFile: path)
    let type = try contentType ?? UploadOptions.contentType(ofFile: path)
    return try await reference(content, type, progress) { options in
      try await client.upload(file: path, options: options)
    }
  }

  /// Uploads bytes, or finds the copy that is there.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  package func url(
    of bytes: [UInt8],
    contentType: String? = nil,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws -> UploadedReference {
    let content = FileHash(of: bytes)
    let type = contentType ?? UploadOptions.contentType(of: bytes, name: name)
    return try await reference(content, type, progress) { options in
      try await client.upload(bytes, options: options)
    }
  }

  private func reference(
    _ content: FileHash,
    _ contentType: String,
    _ progress: (@Sendable (TransferProgress) -> Void)?,
    _ upload: (UploadOptions) async throws -> UploadedFile
  ) async throws -> UploadedReference {
    var options = UploadOptions()
    options.name = name
    options.contentType = contentType
    options.progress = progress
    options.lifecycle = lifetime.map { ObjectLifecycle(expiration: $0) }
    let key = UploadIndex.Key(content, contentType, name: name, lifetime: lifetime, server: client.hosts.cdn)
    if let index, let known = index.find(key), await isThere(known) { return known }
    let start = Date()
    let file = try await upload(options)
    let reference = UploadedReference(
      url: file.url,
      contentType: file.contentType,
      bytes: file.size,
      sha256: content.sha256,
      expires: lifetime.map { start.addingTimeInterval($0 / .seconds(1)) }
    )
    index?.add(reference, key)
    return reference
  }

  /// Whether a copy is still there, where only asking tells.
  private func isThere(_ known: UploadedReference) async -> Bool {
    if known.expires != nil { return true }
    let call = FalCall(
      .download,
      "GET",
      known.url,
      authorization: .none,
      fields: [HTTPField.accept: "*/*", HTTPField.range: "bytes=0-0"],
      body: .none,
      timeouts: client.callTimeouts
    )
    do {
      return try await client.response(to: call) { _ in true }
    } catch {
      return false
    }
  }
}

/// A local file's copy at fal.
package struct UploadedReference: Sendable, Hashable {
  package let url: String
  package let contentType: String
  package let bytes: Int
  /// The hash of the content, in hexadecimal digits.
  package let sha256: String
  /// When fal removes it; `nil` when only the account's settings tell.
  package var expires: Date?
  /// Whether it was there already.
  package var reused = false
}
