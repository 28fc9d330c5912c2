#if !canImport(Darwin)
  import CFalCurl
  import Glibc

  /// The thread that runs all transfers of a transport; it ends when nobody needs it any longer.
  final class CurlEngine: Sendable {
    private let mailbox: CurlMailbox

    /// So many connections stay open after a burst of requests, to be used by the next.
    private static let idleConnections = 128

    private init(_ mailbox: CurlMailbox) {
      self.mailbox = mailbox
    }

    deinit {
      mailbox.post(.stop)
    }

    func post(_ command: CurlCommand) {
      mailbox.post(command)
    }

    /// Loads libcurl and starts a thread.
    static func started() -> Result<CurlEngine, TransportError> {
      func failure(_ message: String) -> Result<CurlEngine, TransportError> {
        .failure(TransportError(.unavailable, message, wasSent: false))
      }
      if let reason = falcurl_load() { return failure(String(cString: reason)) }
      guard let multi = falcurl_multi_init() else { return failure("libcurl could not be set up") }
      falcurl_multi_set_long(multi, Int32(FALCURL_MULTI_OPT_MAXCONNECTS), idleConnections)
      let mailbox = CurlMailbox(multi: multi)
      let context = Unmanaged.passRetained(mailbox)
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, runCurlLoop, context.toOpaque())
      guard code == 0 else {
        context.release()
        falcurl_multi_cleanup(multi)
        return failure("no thread could be started for libcurl (error \(code))")
      }
      pthread_detach(thread)
      return .success(CurlEngine(mailbox))
    }
  }

  private func runCurlLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let mailbox = Unmanaged<CurlMailbox>.fromOpaque(context).takeRetainedValue()
    CurlLoop(mailbox).run()
    return nil
  }
#endif
