#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A socket that sends any bytes and reads answers, so that tests see what is really on the wire.
package final class RawClient {
  package enum Failure: Error, Equatable {
    case system(String, Int32)
    case closed
    case reset
  }

  package struct Answer {
    package var status: Int
    package var head: String
    package var body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    package func value(_ name: String) -> String? {
      for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ": ") {
        return String(line.dropFirst(name.count + 2))
      }
      return nil
    }
  }

  private let descriptor: Int32
  private var received: [UInt8] = []

  package init(port: UInt16) throws {
    descriptor = Loopback.socket()
    guard descriptor >= 0 else { throw Failure.system("socket", errno) }
    #if canImport(Darwin)
      var isOn: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
    #endif
    // So that a test fails where it would otherwise hang.
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard Loopback.call(connect, descriptor, port: port) == 0 else {
      let number = errno
      close(descriptor)
      throw Failure.system("connect", number)
    }
  }

  deinit {
    close(descriptor)
  }

  package func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  package func send(_ bytes: [UInt8]) throws {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let count = rest.withUnsafeBytes { Darwin.send(descriptor, $0.baseAddress, $0.count, flags) }
      #else
        let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
      #endif
      guard count > 0 else { throw Failure.system("send", errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Closes the sending side only.
  package func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Reads one answer; `hasBody` is false for answers to HEAD.
  package func readAnswer(hasBody: Bool = true) throws -> Answer {
    var head = ""
    repeat {
      let line = try readLine()
      if line.isEmpty { break }
      head += line + "\r\n"
    } while true
    var answer = Answer(status: Int(head.dropFirst(9).prefix(3)) ?? 0, head: head, body: [])
    guard hasBody, answer.status >= 200, answer.status != 204, answer.status != 304 else { return answer }
    if let length = answer.value("Content-Length").flatMap({ Int($0) }) {
      answer.body = try read(length)
    } else if answer.value("Transfer-Encoding") == "chunked" {
      while let size = Int(try readLine(), radix: 16), size > 0 {
        answer.body += try read(size)
        _ = try readLine()
      }
      _ = try readLine()
    } else {
      answer.body = try readToEnd()
    }
    return answer
  }

  package func readLine() throws -> String {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        let line = received[..<end].dropLast()
        received.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      try receive()
    }
  }

  package func read(_ count: Int) throws -> [UInt8] {
    while received.count < count { try receive() }
    defer { received.removeFirst(count) }
    return Array(received.prefix(count))
  }

  /// Everything up to the regular end of the connection.
  package func readToEnd() throws -> [UInt8] {
    do {
      while true { try receive() }
    } catch Failure.closed {
      defer { received = [] }
      return received
    }
  }

  private func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count == 0 { throw Failure.closed }
    guard count > 0 else { throw errno == ECONNRESET ? Failure.reset : Failure.system("recv", errno) }
    received += buffer.prefix(count)
  }
}
