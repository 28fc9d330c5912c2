package import FalEmulator
import FalHTTPServer
import Foundation

extension HTTPServer {
  /// Stops, and keeps the port as long as this process lives, so that nothing ever listens there again.
  ///
  /// The port of a server that has only stopped goes to another, perhaps of another test, at any moment.
  package func goDown() throws {
    stop()
    try keep(port: port)
  }
}

extension Emulator {
  /// Stops, and keeps the port as long as this process lives, so that nothing ever listens there again.
  package func goDown() throws {
    stop()
    guard let port = URL(string: address)?.port.flatMap({ UInt16(exactly: $0) }) else { throw POSIXError(.EINVAL) }
    try keep(port: port)
  }
}

/// Takes a port with a socket that does not listen.
private func keep(port: UInt16) throws {
  let descriptor = Loopback.socket()
  // The server's last connections may still be in TIME_WAIT.
  var isOn: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
  guard Loopback.call(bind, descriptor, port: port) == 0 else {
    throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE)
  }
}
