import FalCore

/// The files of a local fal: what models made and what was uploaded.
public final class EmulatedFiles: Sendable {
  /// The beginning of the files' addresses.
  let address = Lock("")
  private let files = Lock<[String: EmulatedFile]>([:])

  init() {}

  /// Adds a file that a model made.
  ///
  /// - Parameters:
  ///   - name: The last part of its address: `picture.png`.
  ///   - contentType: Its media type: `image/png`.
  ///   - content: Makes its bytes; called each time it is fetched, from any thread.
  /// - Returns: Its address.
  public func add(_ name: String, contentType: String, content: @escaping @Sendable () -> [UInt8]) -> String {
    add(EmulatedFile(contentType: contentType, content: .made(content)), name: name)
  }

  func add(_ file: EmulatedFile, name: String) -> String {
    let name = name.split(separator: "/").last.map(String.init) ?? "file"
    // A folder that nobody can guess, as at fal.
    let folder = "b/\(RequestID.new().prefix(8))"
    files.withLock { $0["\(folder)/\(name)"] = file }
    return "\(address.withLock { $0 })/files/\(folder)/\(PercentEncoding.encode(name))"
  }
}
