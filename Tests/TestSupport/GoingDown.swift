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
    // It stays bound, and listens no longer.
    shutdown(kept, Int32(SHUT_RDWR))
  }
}

extension Emulator {
  /// Stops, and keeps the port as long as this process lives, so that nothing ever listens there again.
  package func goDown() throws {
    guard let port = URL(string: address)?.port.flatMap({ UInt16(exactly: $0) }) else { throw POSIXError(.EINVAL) }
    let kept = try keptSocket(port: port)
    stop()
    shutdown(kept, Int32(SHUT_RDWR))
  }
}

/// Another descriptor of the socket that listens on a port of this process: with a new socket, somebody else could get
/// the port in between.
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
