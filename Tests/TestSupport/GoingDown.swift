package import FalEmulator
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
  #if canImport(Darwin)
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
  #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #endif
  // The server's last connections may still be in TIME_WAIT.
  var isOn: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let result = withUnsafeBytes(of: &address) {
    bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
  }
  guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE) }
}
