import FalCore
import FalHTTPServer
import FalSystem

/// The files of a local fal: what models made and what was uploaded.
public final class EmulatedFiles: Sendable {
  /// The beginning of the files' addresses.
  let address = Lock("")
  private let made: Lock<KeptEntries<String, EmulatedFile>>
  /// Those that were uploaded, each of which takes an open file.
  private let uploaded: Lock<KeptEntries<String, EmulatedFile>>

  init(kept: Int = .max, keptUploads: Int = .max) {
    made = Lock(KeptEntries(limit: kept))
    uploaded = Lock(KeptEntries(limit: keptUploads))
  }

  /// Adds a file that a model made.
  ///
  /// - Parameters:
  ///   - name: The last part of its address: `picture.png`.
  ///   - contentType: Its media type: `image/png`.
  ///   - content: Makes its bytes; called each time it is fetched, from any thread.
  /// - Returns: Its address.
  public func add(_ name: String, contentType: String, content: @escaping @Sendable () -> [UInt8]) -> String {
    let path = path(for: name)
    add(EmulatedFile(contentType: contentType, content: .made(content)), at: path)
    return url(of: path)
  }

  func removeAll() {
    made.withLock { $0.removeAll() }
    uploaded.withLock { $0.removeAll() }
  }

  func add(_ file: EmulatedFile, at path: String) {
    switch file.content {
    case .made: made.withLock { $0[path] = file }
    case .stored: uploaded.withLock { $0[path] = file }
    }
  }

  /// The file at a path below `files/`; `nil` when there is none.
  func file(at path: String) -> EmulatedFile? {
    if let file = made.withLock({ $0[path] }) { return file }
    return uploaded.withLock { files in
      if files[path]?.lifecycle.isOver == true { files[path] = nil }
      return files[path]
    }
  }

  /// The file at a whole address; `nil` when it is no address of this service, or there is no such file.
  func file(atAddress address: String) -> EmulatedFile? {
    let start = self.address.withLock { $0 } + "/files/"
    guard address.hasPrefix(start) else { return nil }
    return file(at: HTTPRequestTarget.decode(address.utf8.dropFirst(start.utf8.count)))
  }

  /// A path for a file of this name, in a folder that nobody can guess, as at fal.
  func path(for name: String) -> String {
    let name = name.split(separator: "/").last.map(String.init) ?? "file"
    return "b/\(RequestID.new().prefix(8))/\(name)"
  }

  func url(of path: String) -> String {
    let encoded = path.split(separator: "/").map { PercentCoding.encode(String($0)) }.joined(separator: "/")
    return "\(address.withLock { $0 })/files/\(encoded)"
  }
}

/// A file that a local fal serves.
struct EmulatedFile: Sendable {
  enum Content: Sendable {
    /// Made anew each time it is fetched, so that a thousand pictures cost no memory.
    case made(@Sendable () -> [UInt8])
    /// On disk, where uploads are: they may be larger than memory.
    case stored([StoredBytes])
  }

  let contentType: String
  let content: Content
  var lifecycle = FileLifecycle()
  /// Tells this version of the file from others under the same address.
  let tag = "\"\(RequestID.new())\""
}

/// An upload that has begun.
struct PendingUpload: Sendable {
  struct Part: Sendable {
    let bytes: StoredBytes
    let tag: String
  }

  /// Where the file will be.
  let path: String
  let contentType: String
  let lifecycle: FileLifecycle
  /// What the addresses are signed with; `nil` when a token is asked for instead.
  var signature: String?
  let isInParts: Bool
  var parts: [Int: Part] = [:]
}
