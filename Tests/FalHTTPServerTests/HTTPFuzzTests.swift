import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: fuzz")
struct HTTPFuzzTests {
  private static let requests = [
    "GET /path?a=b&c=%20 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: x\r\n\r\n",
    "POST http://h/x%C3%A4 HTTP/1.1\r\nHost: h\r\nContent-Length: 12, 12\r\nExpect: 100-continue\r\n\r\n",
    "PUT * HTTP/1.1\r\nhost:\th\r\nTransfer-Encoding: chunked\r\nConnection: a, close\r\n\r\n",
    "HEAD / HTTP/1.0\r\nContent-Length: 9223372036854775807\r\n\r\n",
  ].map { Array($0.utf8) }

  private static let chunks = [
    "5\r\nhello\r\n0\r\n\r\n",
    "1;a=\"b\"\r\nx\r\nA\r\n0123456789\r\n0\r\nTrailer: value\r\n\r\n",
    "7fffffffffffff\r\nabc",
  ].map { Array($0.utf8) }

  @Test func headsNeverCrashTheParser() {
    var generator = TestSupport.SeededRandom(seed: 1)
    for round in 0..<20_000 {
      let bytes = generator.mutate(Self.requests[round % Self.requests.count])
      bytes.withUnsafeBytes { bytes in
        guard let (head, length) = try? HTTPRequestHeadParser.parse(bytes) else { return }
        #expect((0...bytes.count).contains(length))
        #expect(head.fields.allSatisfy { !$0.name.isEmpty })
        #expect(!head.target.path.isEmpty)
      }
    }
  }

  @Test func chunksNeverCrashTheDecoder() {
    var generator = TestSupport.SeededRandom(seed: 2)
    for round in 0..<20_000 {
      let bytes = generator.mutate(Self.chunks[round % Self.chunks.count])
      let whole = decode(bytes) { $0 }
      // However the bytes are cut into pieces, the result is the same.
      let pieces = decode(bytes) { min($0, Int.random(in: 1...5, using: &generator)) }
      #expect(whole == pieces)
    }
  }

  /// The data in a body of chunks and whether it has ended, or `nil` when it is malformed.
  private func decode(_ bytes: [UInt8], pieceLength: (Int) -> Int) -> [UInt8]? {
    var decoder = ChunkedBodyDecoder()
    var data: [UInt8] = []
    var position = 0
    var end = 0
    while true {
      guard let step = bytes[position..<end].withUnsafeBytes({ try? decoder.next($0) }) else { return nil }
      switch step {
      case .incomplete:
        if end == bytes.count { return data + [0] }
        end += pieceLength(bytes.count - end)
      case .framing(let count):
        position += count
      case .data(let count):
        data += bytes[position..<position + count]
        position += count
      case .end:
        return data + [1]
      }
    }
  }
}
