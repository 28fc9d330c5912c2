#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The socket that receives new connections.
package struct ListeningSocket: Sendable {
  private static let backlog: Int32 = 1024

  package let descriptor: Int32
  package let port: UInt16

  package init(port: UInt16) throws(HTTPServerError) {
    descriptor = openStreamSocket()
    guard descriptor >= 0 else { throw HTTPServerError("socket") }
    do throws(HTTPServerError) {
      self.port = try Self.bind(descriptor, port)
    } catch {
      closeDescriptor(descriptor)
      throw error
    }
  }

  /// The next connection, or `nil` with `errno` set when there is none; never waits.
  package func accept() -> Int32? {
    let accepted = acceptConnection(descriptor)
    return accepted >= 0 ? accepted : nil
  }

  package func close() {
    closeDescriptor(descriptor)
  }

  private static func bind(_ descriptor: Int32, _ port: UInt16) throws(HTTPServerError) -> UInt16 {
    // Not blocking: a connection that was reset after `poll` reported it must not hold the thread in `accept`.
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
      throw HTTPServerError("fcntl")
    }
    setOption(SOL_SOCKET, SO_REUSEADDR, of: descriptor)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failedCall = withUnsafeMutableBytes(of: &address) { bytes -> String? in
      let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      if bindSocket(descriptor, address, length) != 0 { return "bind" }
      if startListening(descriptor, backlog: backlog) != 0 { return "listen" }
      if getsockname(descriptor, address, &length) != 0 { return "getsockname" }
      return nil
    }
    if let failedCall { throw HTTPServerError(failedCall) }
    return UInt16(bigEndian: address.sin_port)
  }
}
