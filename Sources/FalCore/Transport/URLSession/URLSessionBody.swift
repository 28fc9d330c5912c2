#if canImport(Darwin) || FALKIT_CHECK_URLSESSION
  import Dispatch
  import Foundation

  /// A request's body as the stream that a session reads, once.
  final class URLSessionBody: Sendable {
    // Streams are handed over to the session, which alone reads this end.
    nonisolated(unsafe) let stream: InputStream?
    // Used by `pump` alone until `close`, which ends it.
    nonisolated(unsafe) private let output: OutputStream?
    private let next: (@Sendable () async throws -> [UInt8]?)?
    /// All of the body, where it is known beforehand.
    private let data: Data?
    /// Where writing waits until the session has read.
    private let writing = DispatchQueue(label: "falkit.body")

    private static let pipeSize = 256 << 10

    init(_ body: HTTPRequestBody) throws(TransportError) {
      switch body {
      case .none:
        (stream, output, next, data) = (nil, nil, nil, nil)
      case .bytes(let bytes):
        let data = Data(bytes)
        (stream, output, next, self.data) = (InputStream(data: data), nil, nil, data)
      case .file(let path, let offset, let length):
        // Mapped, so that a large file takes no memory.
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
          offset >= 0, length >= 0, offset + length <= data.count
        else {
          throw TransportError(.invalidRequest, "\(path) cannot be read, or is shorter than expected", wasSent: false)
        }
        let part = data[offset..<offset + length]
        (stream, output, next, self.data) = (InputStream(data: part), nil, nil, part)
      case .pieces(_, let next):
        var input: InputStream?
        var output: OutputStream?
        #if canImport(Darwin)
          Stream.getBoundStreams(withBufferSize: Self.pipeSize, inputStream: &input, outputStream: &output)
        #endif
        (stream, self.output, self.next, data) = (input, output, next, nil)
      }
    }

    /// The body from its beginning, for a session that has sent nothing of it yet; `nil` where it cannot be read again.
    func fresh() -> InputStream? { data.map { InputStream(data: $0) } }

    /// Writes pieces into the stream, as fast as they are read.
    func pump() async {
      guard let output, let next else { return }
      output.open()
      do {
        while let piece = try await next() {
          guard await write(piece) else { return }
        }
      } catch {
        // The session notices that the body ends early.
      }
      output.close()
    }

    /// Writes a piece, on a thread that may be kept waiting; `false` when nobody reads any longer.
    private func write(_ piece: [UInt8]) async -> Bool {
      await withCheckedContinuation { continuation in
        writing.async { [self] in
          var rest = piece[...]
          while !rest.isEmpty {
            let count = rest.withUnsafeBufferPointer { buffer in
              buffer.baseAddress.map { output?.write($0, maxLength: buffer.count) ?? 0 } ?? 0
            }
            guard count > 0 else { return continuation.resume(returning: false) }
            rest = rest.dropFirst(count)
          }
          continuation.resume(returning: true)
        }
      }
    }

    func close() {
      output?.close()
    }
  }
#endif
