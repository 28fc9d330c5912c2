import FalCore
import FalHTTPServer
import FalRequests
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Proxies of the environment", .timeLimit(.minutes(5)))
struct ProxyTests {
  @Test("A proxy that refuses the way to fal got no request: nothing is UNKNOWN", arguments: [403, 407, 503])
  func refused(status: Int) async throws {
    let proxy = try RefusingProxy(status)
    defer { proxy.stop() }
    let folder = try TemporaryFolder()
    let environment = [
      "https_proxy": "http://127.0.0.1:\(proxy.port)", "FALKIT_HOME": folder.path,
      "FAL_KEY": "0123456789ab:0123456789abcdef0123456789abcdef",
    ]
    // In a process of its own, because libcurl reads its variables itself.
    let run = try FalkitProcess.run(
      "run",
      "fal-ai/flux/dev",
      "prompt=a cat",
      "-t",
      "60s",
      environment: environment
    )
    #expect(run.code == 69 && run.error.contains("the proxy ") && run.error.contains("HTTP \(status)"), "\(run.error)")
    #expect(!run.error.contains("may have accepted"))
    if status == 407 { #expect(run.error.contains("https_proxy=http://USER:PASSWORD@HOST:PORT")) }
    #expect(proxy.asked.allSatisfy { $0 == "CONNECT queue.fal.run:443 HTTP/1.1" } && proxy.asked.count == 5)
    let store = RequestStore(path: folder.path + "/state/requests")
    #expect(try await store.list().records.isEmpty)
  }
}

/// A proxy that opens no way to anybody.
private final class RefusingProxy: Sendable {
  let port: UInt16
  private let lines = Lock<[String]>([])
  private let isStopped = Lock(false)

  /// The first line of all that it was asked.
  var asked: [String] { lines.withLock { $0 } }

  init(_ status: Int) throws {
    let socket = try ListeningSocket(port: 0)
    port = socket.port
    let thread = Thread { [lines, isStopped] in
      while !isStopped.withLock({ $0 }) {
        var poll = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        guard Foundation.poll(&poll, 1, 50) > 0, let client = socket.accept() else { continue }
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
          guard let count = try? Descriptor.read(client, into: &buffer), count > 0 else { break }
          request += buffer[..<count]
        }
        let first = String(decoding: request, as: UTF8.self).split(separator: "\r\n" as Character).first
        lines.withLock { $0.append(first.map(String.init) ?? "") }
        try? Descriptor.write("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n".utf8, to: client)
        close(client)
      }
      socket.close()
    }
    thread.start()
  }

  func stop() { isStopped.withLock { $0 = true } }
}
