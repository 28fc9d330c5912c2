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

  /// Listens on a numeric address of this machine, `127.0.0.1` or `::1` among others.
  package init(address: String = "127.0.0.1", port: UInt16) throws(HTTPServerError) {
    let address = try SocketAddress(address, port: port)
    descriptor = openStreamSocket(address.family)
    guard descriptor >= 0 else { throw HTTPServerError("socket") }
    do throws(HTTPServerError) {
      self.port = try Self.bind(descriptor, address)
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

  private static func bind(_ descriptor: Int32, _ address: SocketAddress) throws(HTTPServerError) -> UInt16 {
    // Not blocking: a connection that was reset after `poll` reported it must not hold the thread in `accept`.
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
      throw HTTPServerError("fcntl")
    }
    setOption(SOL_SOCKET, SO_REUSEADDR, of: descriptor)
    var address = address
    let failedCall = address.withMutablePointer { pointer, length -> String? in
      if bindSocket(descriptor, pointer, length) != 0 { return "bind" }
      if startListening(descriptor, backlog: backlog) != 0 { return "listen" }
      if getsockname(descriptor, pointer, &length) != 0 { return "getsockname" }
      return nil
    }
    if let failedCall { throw HTTPServerError(failedCall) }
    return address.port
  }
}

/// A numeric address with a port, of the fourth or the sixth version of the protocol.
private struct SocketAddress {
  private enum Storage {
    case v4(sockaddr_in)
    case v6(sockaddr_in6)
  }

  private var storage: Storage

  init(_ text: String, port: UInt16) throws(HTTPServerError) {
    var v4 = sockaddr_in()
    var v6 = sockaddr_in6()
    if inet_pton(AF_INET, text, &v4.sin_addr) == 1 {
      v4.sin_family = sa_family_t(AF_INET)
      v4.sin_port = port.bigEndian
      storage = .v4(v4)
    } else if inet_pton(AF_INET6, text, &v6.sin6_addr) == 1 {
      v6.sin6_family = sa_family_t(AF_INET6)
      v6.sin6_port = port.bigEndian
      storage = .v6(v6)
    } else {
      throw HTTPServerError("inet_pton", code: EINVAL)
    }
  }

  var family: Int32 {
    switch storage {
    case .v4: AF_INET
    case .v6: AF_INET6
    }
  }

  var port: UInt16 {
    switch storage {
    case .v4(let address): UInt16(bigEndian: address.sin_port)
    case .v6(let address): UInt16(bigEndian: address.sin6_port)
    }
  }

  mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<sockaddr>?, inout socklen_t) -> Result
  ) -> Result {
    func call<Address>(_ address: inout Address) -> Result {
      var length = socklen_t(MemoryLayout<Address>.size)
      return withUnsafeMutableBytes(of: &address) { bytes in
        body(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &length)
      }
    }
    switch storage {
    case .v4(var address):
      defer { storage = .v4(address) }
      return call(&address)
    case .v6(var address):
      defer { storage = .v6(address) }
      return call(&address)
    }
  }
}
