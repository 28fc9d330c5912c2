import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file on disk that is to be uploaded.
struct LocalFile: Sendable {
  let path: String
  let length: Int
  /// Its first bytes.
  let head: [UInt8]

  /// Opens a file for a look.
  ///
  /// - Throws: `FalError` of kind `file` when it is not a file that can be read.
  init(path: String) throws(FalError) {
    try FilePlace.check(path)
    func failure(_ reason: String) -> FalError { FalError(.file, "\(path) cannot be uploaded: \(reason)") }
    func systemFailure() -> FalError { failure(String(cString: strerror(errno))) }
    // Not waiting, because a named pipe would keep it waiting for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw systemFailure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw failure(status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no ordinary file")
    }
    var head = [UInt8](repeating: 0, count: ContentType.headLength)
    let count = pread(descriptor, &head, head.count, 0)
    guard count >= 0 else { throw systemFailure() }
    self.path = path
    length = Int(status.st_size)
    self.head = Array(head.prefix(count))
  }

  /// Whether there is anything of this name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The last part of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
