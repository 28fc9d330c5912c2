import FalSystem

#if !canImport(Darwin)
  /// A request on its way through libcurl.
  final class CurlTransfer: ResponseTransfer {
    let request: HTTPRequest
    let source: CurlBodySource
    let address: HTTPAddress
    let trust: CurlTrust
    let response = Lock(ResponseState())
    private let engine: CurlEngine

    init(request: HTTPRequest, to address: HTTPAddress, trust: CurlTrust, engine: CurlEngine)
      throws(TransportError)
    {
      self.request = request
      self.address = address
      source = try CurlBodySource(request.body)
      self.trust = trust
      self.engine = engine
    }

    func start() { engine.post(.start(self)) }

    func resumeReceiving() { engine.post(.resume(self)) }

    func abandon() { engine.post(.cancel(self)) }

    /// Tells the thread that there is more to send.
    func resumeSending() { engine.post(.resume(self)) }

    var hasEnded: Bool { response.withLock { $0.end != nil } }

    enum Reception {
      case taken
      /// The reader is slow: the same bytes are to come again later.
      case full
      /// Nobody wants the rest.
      case unwanted
    }

    func received(_ bytes: UnsafeRawBufferPointer) -> Reception {
      response.withLock { response in
        if response.end != nil { return .unwanted }
        guard response.hasRoom() else { return .full }
        response.append([UInt8](bytes))
        return .taken
      }
    }
  }
#endif
