import FalCore
import FalRunner
import FalStorage
import FalSystem

/// What is to be uploaded, as it was named.
struct UploadArgument: Sendable {
  enum Kind: Sendable {
    case file(String)
    case address(String)
    case content(DataURI)
    case standardInput
  }

  let kind: Kind
  /// How it is called in messages and documents.
  let name: String

  init(_ text: String) {
    if text == "-" {
      (kind, name) = (.standardInput, "-")
    } else if let content = DataURI(text) {
      (kind, name) = (.content(content), "data:\(content.contentType)")
    } else if MediaAddress.isAddress(text) {
      (kind, name) = (.address(text), text)
    } else {
      (kind, name) = (.file(UserFolder.expanding(text)), text)
    }
  }

  /// - Throws: `RunError`, `FalError`, `CancellationError`.
  func upload(
    _ uploads: FileUploads,
    _ standardInput: StandardInput,
    _ contentType: String?,
    _ progress: (@Sendable (TransferProgress) -> Void)?
  ) async throws -> UploadedReference {
    switch kind {
    case .file(let path): return try await uploads.url(ofFile: path, contentType: contentType, progress: progress)
    case .standardInput:
      let bytes = try standardInput.read(for: "file to upload")
      return try await uploads.url(of: bytes, contentType: contentType, progress: progress)
    case .content(let content):
      let type = contentType ?? content.contentType
      return try await uploads.url(of: content.bytes, contentType: type, progress: progress)
    case .address(let url):
      try ResultFile(field: "", url: url).check()
      let scratch = try ScratchFolder()
      let name = SafeName.part(FileFormat.lastPart(ofAddress: url)) ?? "file"
      let copy = try await uploads.client.download(url, to: "\(scratch.path)/\(name)")
      return try await uploads.url(ofFile: copy.path, contentType: contentType, progress: progress)
    }
  }
}
