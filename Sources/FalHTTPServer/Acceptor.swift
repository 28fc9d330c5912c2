import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Accepts connections and starts a thread for each, until the stop signal comes.
package struct Acceptor: Sendable {
  /// How long to wait for others to end when the process has no descriptors left.
  private static let shortageWait: Int32 = 10

  let listener: ListeningSocket
  let stopSignal: StopSignal
  let connections: OpenConnections
  let configuration: HTTPServerConfiguration
  let handler: HTTPServer.Handler

  func run() {
    while stopSignal.wait(for: listener.descriptor) {
      if let descriptor = listener.accept() {
        start(descriptor)
      } else {
        waitForDescriptors(after: errno)
      }
    }
    listener.close()
  }

  private func waitForDescriptors(after code: Int32) {
    // These only mean that the connection is no longer there.
    if [EAGAIN, EINTR, ECONNABORTED].contains(code) { return }
    _ = stopSignal.wait(for: nil, milliseconds: Self.shortageWait)
  }

  private func start(_ descriptor: Int32) {
    prepare(descriptor)
    guard let number = connections.add(descriptor) else { return closeDescriptor(descriptor) }
    let hasStarted = connections.threads.start { [connections, configuration, handler] in
      let socket = ConnectionSocket(
        descriptor: descriptor,
        number: number,
        connections: connections,
        stallTime: configuration.stallTime
      )
      HTTPConnection(socket: socket, configuration: configuration, handler: handler).run()
    }
    if !hasStarted { connections.close(number) }
  }

  private func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, 0)  // on Darwin it has inherited O_NONBLOCK
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY, of: descriptor)
    #if canImport(Darwin)
      setOption(SOL_SOCKET, SO_NOSIGPIPE, of: descriptor)
    #endif
  }
}
