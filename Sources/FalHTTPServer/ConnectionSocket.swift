import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The socket of one connection, used by the thread of the connection only.
package final class ConnectionSocket {
  /// Thrown when bytes cannot be sent or received any more, so that there is nobody left to answer.
  package struct Lost: Error {}

  let number: Int
  /// The numeric address of the peer; empty when it is not known.
  private(set) lazy var remoteAddress = peerAddress(descriptor)
  private(set) var isOpen = true
  private let descriptor: Int32
  private let connections: OpenConnections
  /// How long the peer may neither send nor take anything.
  private let stallTime: Duration

  init(descriptor: Int32, number: Int, connections: OpenConnections, stallTime: Duration = .seconds(300)) {
    self.descriptor = descriptor
    self.number = number
    self.connections = connections
    self.stallTime = stallTime
    setSendTimeout(stallTime, of: descriptor)
  }

  /// Waits for bytes and gives their number; 0 when the peer has closed its side.
  ///
  /// - Throws: `Lost`, also when nothing comes for too long.
  package func receive(into buffer: UnsafeMutableRawBufferPointer) throws(Lost) -> Int {
    guard isReadable(within: stallTime) else { throw Lost() }
    do throws(SystemError) {
      return try repeatingWhileInterrupted { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
    } catch {
      throw Lost()
    }
  }

  /// Sends all bytes.
  func send(_ bytes: UnsafeRawBufferPointer) throws(Lost) {
    guard isOpen else { throw Lost() }
    var rest = bytes
    do throws(SystemError) {
      while !rest.isEmpty {
        let count = try repeatingWhileInterrupted { sendBytes(descriptor, rest) }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    } catch {
      throw Lost()
    }
  }

  /// Sends all bytes.
  package func send(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try send($0) }
  }

  /// Whether the peer has closed its side or the server is stopping; waits for that up to a time.
  func isPeerGone(within time: Duration) -> Bool {
    guard isOpen else { return true }
    let end = ContinuousClock.now + time
    while true {
      let left = ContinuousClock.now.duration(to: end).milliseconds
      if poll(for: peerHasClosed, milliseconds: left) { return true }
      if ContinuousClock.now >= end { return false }
      // Came back early: a signal, or (on Darwin) unread bytes. The pause keeps the latter from spinning.
      usleep(1000)
    }
  }

  /// Notes whether the connection waits for a request, so that it may be ended for the sake of others.
  func note(isWaiting: Bool) { connections.note(number, isWaiting: isWaiting) }

  /// Waits up to a time for bytes, or for the end of the connection.
  func isReadable(within time: Duration) -> Bool {
    isOpen && poll(for: Int16(POLLIN), milliseconds: time.milliseconds)
  }

  /// Tells the peer that nothing more will be sent.
  func finishSending() {
    if isOpen { shutdown(descriptor, Int32(SHUT_WR)) }
  }

  /// Closes the connection; bytes on their way are still delivered.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    connections.close(number)
  }

  /// Closes the connection with a reset; bytes on their way may be lost.
  func reset() {
    guard isOpen else { return }
    var noLinger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &noLinger, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  private func poll(for events: Int16, milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    return pollDescriptor(&entry, milliseconds) > 0 && entry.revents & (events | Int16(POLLHUP | POLLERR)) != 0
  }
}

extension Duration {
  /// Whole milliseconds, rounded up and never negative, as `poll` takes them.
  fileprivate var milliseconds: Int32 {
    Int32(min(max(0, (self / .milliseconds(1)).rounded(.up)), Double(Int32.max)))
  }
}
