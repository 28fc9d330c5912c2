#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension UnsafeRawBufferPointer {
  /// The bytes before the first CR LF, or `nil` when there is none.
  func firstLine() throws(HTTPRequestError) -> UnsafeRawBufferPointer? {
    // By memchr, because a loop over bytes is many times slower in debug builds, where emulators usually run.
    guard let start = baseAddress, let lineFeed = memchr(start, Int32(UInt8(ascii: "\n")), count) else { return nil }
    let end = UnsafeRawPointer(lineFeed) - start - 1
    guard end >= 0, self[end] == UInt8(ascii: "\r") else { throw .malformed("a line does not end with CR LF") }
    return UnsafeRawBufferPointer(rebasing: self[..<end])
  }
}
