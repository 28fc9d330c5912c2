#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ends the wait for new connections; a pipe, because no other way of waking `accept` works on all systems.
package final class StopSignal: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  init() throws(HTTPServerError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw HTTPServerError("pipe") }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Ends all waits, now and later: the byte is never read.
  func send() {
    _ = write(writeEnd, [1], 1)
  }

  /// Waits until a descriptor can be read or the time is over; gives `false` once the signal was sent.
  func wait(for descriptor: Int32?, milliseconds: Int32 = -1) -> Bool {
    let readable = Int16(POLLIN)
    var entries = [
      pollfd(fd: readEnd, events: readable, revents: 0),
      pollfd(fd: descriptor ?? -1, events: readable, revents: 0),
    ]
    _ = poll(&entries, 2, milliseconds)
    return entries[0].revents == 0
  }
}
