// Calls whose names are taken by methods, and those that differ between the systems.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

func closeDescriptor(_ descriptor: Int32) {
  _ = close(descriptor)
}

func renameFile(_ old: String, _ new: String) -> Int32 {
  rename(old, new)
}

/// Waits until what was written is on the medium.
func synchronize(_ descriptor: Int32) -> Int32 {
  #if canImport(Darwin)
    // There fsync leaves the bytes in the medium's cache. Not every file system knows the other call.
    if fcntl(descriptor, F_FULLFSYNC) == 0 { return 0 }
  #endif
  return fsync(descriptor)
}

/// What the system says of its last error.
func systemReason(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}

/// The names in a folder, in any order; `nil` when there is none.
///
/// - Throws: `RequestStoreError` when it cannot be read.
func namesInFolder(_ path: String) throws(RequestStoreError) -> [String]? {
  guard let stream = opendir(path) else {
    if errno == ENOENT { return nil }
    throw RequestStoreError(.cannotRead, "the folder of requests cannot be read: \(systemReason())", path: path)
  }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    names.append(name)
  }
  return names
}
