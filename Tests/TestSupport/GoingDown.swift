package import FalEmulator
import FalHTTPServer
import Foundation

extension HTTPServer {
  /// Stops, and keeps the port as long as this process lives, so that nothing ever listens there again.
  ///
  /// The port of a server that has only stopped goes to another, perhaps of another test, at any moment.
  package func goDown() throws {
    let kept = try keptSocket(port: port)
    stop()
    try replace(kept, port: port)
  }
}

extension Emulator {
  /// Stops, and keeps the port as long as this process lives, so that nothing ever listens there again.
  package func goDown() throws {
    guard let port = URL(string: address)?.port.flatMap({ UInt16(exactly: $0) }) else { throw POSIXError(.EINVAL) }
    let kept = try keptSocket(port: port)
    stop()
    try replace(kept, port: port)
  }
}

/// Another descriptor of the socket that listens on a port of this process, which keeps the port until it is closed.
private func keptSocket(port: UInt16) throws -> Int32 {
  for descriptor in Int32(0)..<Int32(getdtablesize()) {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let hasName = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
    }
    var (isListening, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
    guard hasName, address.sin_port == port.bigEndian,
      getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening != 0
    else { continue }
    return dup(descriptor)
  }
  throw POSIXError(.EBADF)
}

/// Takes the port with a socket that does not listen, at the moment at which the one that listened gives it up.
private func replace(_ kept: Int32, port: UInt16) throws {
  let descriptor = Loopback.socket()
  // The server's last connections may still be in TIME_WAIT.
  var isOn: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
  close(kept)
  guard Loopback.call(bind, descriptor, port: port) == 0 else {
    throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE)
  }
}
