import FalCore

/// Uploads by the best way that works.
struct Uploader {
  let client: FalClient
  let options: UploadOptions

  func upload(_ source: UploadSource) async throws -> UploadedFile {
    var remaining = try routes(for: source)[...]
    while let route = remaining.popFirst() {
      do {
        let url = try await route.upload(source)
        return UploadedFile(url: url, name: source.name, contentType: source.contentType, size: source.length)
      } catch var error as FalError {
        guard let next = remaining.first, Self.mayWorkOtherwise(error) else {
          error.message = "\(source.name) could not be uploaded: \(error.message)"
          throw error
        }
        client.log(.notice, "upload to \(route.name): \(error.message); next, \(next.name)")
      }
    }
    // There is always a route, and the last one either succeeds or throws.
    throw FalError(.unsupported, "there is no way to upload \(source.name)")
  }

  private func routes(for source: UploadSource) throws(FalError) -> [any UploadRoute] {
    switch client.configuration.routing.way {
    case .direct:
      return [
        CDNRoute(client: client, options: options),
        PresignedRoute(client: client, options: options, allowsParts: true),
      ]
    case .proxy:
      // Tokens are not handed out through other servers.
      return [true, false].filter { !$0 || source.length > options.largestPiece }
        .map { PresignedRoute(client: client, options: options, allowsParts: $0) }
    case .gateway:
      throw FalError(.unsupported, "a gateway serves the queue only, so files cannot be uploaded; give their addresses")
    }
  }

  /// Whether the failure is the way's and not that of what is uploaded, or by whom.
  private static func mayWorkOtherwise(_ error: FalError) -> Bool {
    ![.file, .unauthorized, .invalidConfiguration, .unsupported, .cancelled].contains(error.kind)
  }
}
