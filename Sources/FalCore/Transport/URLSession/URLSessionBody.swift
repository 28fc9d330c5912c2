#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Foundation

  /// A request's body as the stream that a session reads, once.
  final class URLSessionBody: Sendable {
    // Streams are handed over to the session, which alone reads this end.
    nonisolated(unsafe) let stream: InputStream?
    // Used by `pump` alone until `close`, which ends it.
    nonisolated(unsafe) private let output: OutputStream?
    private let next: (@Sendable () async throws -> [UInt8]?)?

    private static let pipeSize = 256 << 10

    init(_ body: HTTPRequestBody) throws(TransportError) {
      switch body {
      case .none:
        (stream, output, next) = (nil, nil, nil)
      case .bytes(let bytes):
        (stream, output, next) = (InputStream(data: Data(bytes)), nil, nil)
      case .file(let path, let offset, let length):
        // Mapped, so that a large file takes no memory.
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
          offset >= 0, length >= 0, offset + length <= data.count
        else {
          throw TransportError(.invalidRequest, "\(path) cannot be read, or is shorter than expected", wasSent: false)
        }
        (stream, output, next) = (InputStream(data: data[offset..<offset + length]), nil, nil)
      case .pieces(_, let next):
        var input: InputStream?
        var output: OutputStream?
        #if canImport(Darwin)
          Stream.getBoundStreams(withBufferSize: Self.pipeSize, inputStream: &input, outputStream: &output)
        #endif
        (stream, self.output, self.next) = (input, output, next)
      }
    }

    /// Writes pieces into the stream, as fast as they are read.
    func pump() async {
      guard let output, let next else { return }
      output.open()
      do {
        while let piece = try await next() {
          var rest = piece[...]
          while !rest.isEmpty {
            let count = rest.withUnsafeBufferPointer { buffer in
              buffer.baseAddress.map { output.write($0, maxLength: buffer.count) } ?? 0
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
          }
        }
      } catch {
        // The session notices that the body ends early.
      }
      output.close()
    }

    func close() {
      output?.close()
    }
  }
#endif
