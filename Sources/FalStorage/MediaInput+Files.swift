public import FalCore

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension MediaInput {
  /// Uses a file on disk, which is uploaded before the input is sent.
  ///
  /// A file that stands in several places of an input is uploaded once.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What is said of it.
  /// - Returns: The file as an input.
  public static func file(_ path: String, options: UploadOptions = UploadOptions()) -> MediaInput {
    let upload = MediaUpload(
      identity: "file \(path)\n\(options.identity)",
      name: options.name ?? path,
      content: .file(path)
    ) { client in
      try await client.upload(file: path, options: options).url
    }
    return MediaInput(upload: upload)
  }

  /// Uses a file on disk, which is uploaded before the input is sent.
  ///
  /// - Parameters:
  ///   - url: The file; an address on the web is used as it is.
  ///   - options: What is said of it.
  /// - Returns: The file as an input.
  public static func file(_ url: URL, options: UploadOptions = UploadOptions()) -> MediaInput {
    url.isFileURL ? .file(url.path, options: options) : .url(url.absoluteString)
  }

  /// Uses bytes, which are uploaded before the input is sent.
  ///
  /// - Parameters:
  ///   - bytes: The content: `Data`, `[UInt8]` or any other collection.
  ///   - options: What is said of it; give a name or a content type where the content does not tell what it is.
  /// - Returns: The bytes as an input.
  public static func data(
    _ bytes: some Collection<UInt8> & Sendable,
    options: UploadOptions = UploadOptions()
  ) -> MediaInput {
    // The same value in several places is one upload; equal bytes from elsewhere are not compared.
    let upload = MediaUpload(
      identity: "data \(UUID())",
      name: options.name ?? "data",
      content: .bytes { Array(bytes) }
    ) { client in
      try await client.upload(bytes, options: options).url
    }
    return MediaInput(upload: upload)
  }
}

extension InputValue {
  /// Uses a file on disk, which is uploaded before the input is sent; an address on the web is used as it is.
  public static func file(_ url: URL, options: UploadOptions = UploadOptions()) -> InputValue {
    .media(.file(url, options: options))
  }

  /// Uses a file on disk, which is uploaded before the input is sent.
  public static func file(_ path: String, options: UploadOptions = UploadOptions()) -> InputValue {
    .media(.file(path, options: options))
  }

  /// Uses bytes, which are uploaded before the input is sent.
  public static func data(
    _ bytes: some Collection<UInt8> & Sendable,
    options: UploadOptions = UploadOptions()
  ) -> InputValue {
    .media(.data(bytes, options: options))
  }
}

extension UploadOptions {
  /// What makes uploads of the same file differ.
  fileprivate var identity: String {
    "\(name ?? "")\n\(contentType ?? "")\n\((try? lifecycle?.headerValue()) ?? "")"
  }
}
