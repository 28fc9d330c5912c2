/// What has been received on a connection and not been used yet.
package final class ConnectionInput {
  /// The size of the buffer; a head must fit into it.
  package static let capacity = 64 * 1024

  private let socket: ConnectionSocket
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  private var start = 0
  private var end = 0

  init(socket: ConnectionSocket) {
    self.socket = socket
  }

  deinit {
    buffer.deallocate()
  }

  /// The bytes that were received; valid until the next `receive`.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[start..<end]) }

  var isFull: Bool { end - start == Self.capacity }

  /// Takes bytes from the front; they stay valid until the next `receive`.
  @discardableResult
  func take(_ count: Int) -> UnsafeRawBufferPointer {
    let taken = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
    start += taken.count
    return taken
  }

  /// Waits for more bytes, for which there must be room; gives `false` when the peer has closed its side.
  func receive() throws(ConnectionSocket.Lost) -> Bool {
    if start > 0 {
      buffer.copyMemory(from: bytes)
      (start, end) = (0, end - start)
    }
    let count = try socket.receive(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    end += count
    return count > 0
  }
}
