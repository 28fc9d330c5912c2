// Calls whose names are taken by methods, and those that differ between the systems.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

func closeDescriptor(_ descriptor: Int32) {
  _ = close(descriptor)
}

func openStreamSocket(_ family: Int32) -> Int32 {
  #if canImport(Darwin)
    socket(family, SOCK_STREAM, 0)
  #else
    socket(family, Int32(SOCK_STREAM.rawValue), 0)
  #endif
}

func bindSocket(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t) -> Int32 {
  bind(descriptor, address, length)
}

func startListening(_ descriptor: Int32, backlog: Int32) -> Int32 {
  listen(descriptor, backlog)
}

func acceptConnection(_ descriptor: Int32) -> Int32 {
  accept(descriptor, nil, nil)
}

/// Sends without the signal that would end the process when the peer has closed.
func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
    send(descriptor, bytes.baseAddress, bytes.count, 0)  // the socket has SO_NOSIGPIPE
  #else
    send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
  #endif
}

func setOption(_ level: Int32, _ name: Int32, of descriptor: Int32) {
  var isOn: Int32 = 1
  setsockopt(descriptor, level, name, &isOn, socklen_t(MemoryLayout<Int32>.size))
}

/// The numeric address of the other end of a connection; empty when it is not known.
func peerAddress(_ descriptor: Int32) -> String {
  var storage = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  var text = [CChar](repeating: 0, count: 64)
  let failed = withUnsafeMutableBytes(of: &storage) { bytes in
    let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
    guard getpeername(descriptor, address, &length) == 0, let address else { return true }
    return getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) != 0
  }
  return failed ? "" : String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// How long `send` may wait for a peer that takes nothing; whole seconds, at least one.
func setSendTimeout(_ time: Duration, of descriptor: Int32) {
  var limit = timeval()
  limit.tv_sec = max(1, min(Int(time / .seconds(1)), 1 << 20))
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
}

/// What `poll` reports when the peer has closed its side, also while bytes before the end are unread.
#if canImport(Darwin)
  let peerHasClosed = Int16(POLLHUP)
#else
  let peerHasClosed: Int16 = 0x2000  // POLLRDHUP, which the module Glibc does not have
#endif

func pollDescriptor(_ entry: inout pollfd, _ milliseconds: Int32) -> Int32 {
  poll(&entry, 1, milliseconds)
}
