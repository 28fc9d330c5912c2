import TestSupport

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks at the open descriptors of the process.
enum Descriptors {
  /// All open descriptors.
  static var open: [Int32] {
    (0..<min(getdtablesize(), 20_000)).filter { fcntl($0, F_GETFD) != -1 }
  }

  /// The sockets of a server: that which listens, and its ends of the connections.
  ///
  /// By port, because other tests open and close descriptors at the same time.
  static func sockets(ofServer port: UInt16) -> Int {
    open.count { localPort($0) == port }
  }

  private static func localPort(_ descriptor: Int32) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutableBytes(of: &address) {
      getsockname(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, &length)
    }
    guard code == 0, Int32(address.sin_family) == AF_INET else { return nil }
    return UInt16(bigEndian: address.sin_port)
  }
}
