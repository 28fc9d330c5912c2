import FalSystem

#if !canImport(Darwin)
  import CFalCurl

  /// A transfer as libcurl sees it.
  ///
  /// Lives on the transport's thread only.
  final class CurlExchange {
    let transfer: CurlTransfer
    let easy: UnsafeMutableRawPointer
    private var fieldList: UnsafeMutableRawPointer?
    private let errorText: UnsafeMutablePointer<CChar>
    private var head: ResponseHead?
    private var hasHead = false
    /// Whether something has arrived that was not delivered yet.
    private(set) var hasNews = false
    private var sent = 0
    /// Whether libcurl waits for a slow reader; until the loop itself has let it go on.
    private var isHeld = false
    /// An option without which nothing may be sent, and that libcurl did not take.
    private var refusedOption: String?
    private let start = ContinuousClock.now
    private var lastActivity = ContinuousClock.now

    private let noteNewsOf: (CurlExchange) -> Void

    /// - Parameters:
    ///   - transfer: What is to be sent.
    ///   - easy: A handle of libcurl, unused or reset.
    ///   - noteNews: Is called when something has arrived, once until it is delivered.
    init(_ transfer: CurlTransfer, _ easy: UnsafeMutableRawPointer, noteNews: @escaping (CurlExchange) -> Void) {
      noteNewsOf = noteNews
      self.transfer = transfer
      self.easy = easy
      errorText = .allocate(capacity: Int(FALCURL_ERROR_SIZE))
      errorText.initialize(repeating: 0, count: Int(FALCURL_ERROR_SIZE))
      setUp()
    }

    /// Frees all but the handle; must be called once, after the transfer has left the loop.
    func close() {
      falcurl_easy_reset(easy)
      falcurl_list_free(fieldList)
      errorText.deallocate()
    }

    // MARK: - Setting up

    private func setUp() {
      let request = transfer.request
      let context = Unmanaged.passUnretained(self).toOpaque()
      set(FALCURL_OPT_NOSIGNAL, 1)
      set(FALCURL_OPT_FOLLOWLOCATION, 0)
      set(FALCURL_OPT_SUPPRESS_CONNECT_HEADERS, 1)
      set(FALCURL_OPT_TCP_KEEPALIVE, 1)
      set(FALCURL_OPT_HTTP_VERSION, Int(FALCURL_HTTP_VERSION_2TLS))
      set(FALCURL_OPT_BUFFERSIZE, 64 << 10)
      set(FALCURL_OPT_CONNECTTIMEOUT_MS, max(1, request.timeouts.connect.milliseconds))
      set(FALCURL_OPT_URL, request.url)
      set(FALCURL_OPT_PROTOCOLS_STR, "http,https")
      // Whatever form it has, it is decoded on the way; what libcurl can is offered unless the request says otherwise.
      set(FALCURL_OPT_ACCEPT_ENCODING, request.fields[HTTPField.acceptEncoding] ?? "")
      if transfer.address.isLoopback { set(FALCURL_OPT_PROXY, "") }
      refusedOption = transfer.trust.apply(to: easy)
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_ERRORBUFFER), errorText)
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_HEADERDATA), context)
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_WRITEDATA), context)
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_READDATA), context)
      falcurl_easy_set_callback(easy, Int32(FALCURL_OPT_HEADERFUNCTION), curlGaveHeader)
      falcurl_easy_set_callback(easy, Int32(FALCURL_OPT_WRITEFUNCTION), curlGaveBody)
      falcurl_easy_set_callback(easy, Int32(FALCURL_OPT_READFUNCTION), curlWantsBody)
      setMethod(request)
      setFields(request)
    }

    private func setMethod(_ request: HTTPRequest) {
      // -1: not known, sent in chunks.
      let length = Int64(request.body.length ?? -1)
      switch request.method {
      case "GET" where length == 0: break
      case "HEAD" where length == 0: set(FALCURL_OPT_NOBODY, 1)
      case "POST":
        set(FALCURL_OPT_POST, 1)
        falcurl_easy_set_offset(easy, Int32(FALCURL_OPT_POSTFIELDSIZE_LARGE), length)
      case _ where request.method == "PUT" || length != 0:
        set(FALCURL_OPT_UPLOAD, 1)
        set(FALCURL_OPT_UPLOAD_BUFFERSIZE, 512 << 10)
        falcurl_easy_set_offset(easy, Int32(FALCURL_OPT_INFILESIZE_LARGE), length)
        set(FALCURL_OPT_CUSTOMREQUEST, request.method)
      default: set(FALCURL_OPT_CUSTOMREQUEST, request.method)
      }
    }

    private func setFields(_ request: HTTPRequest) {
      // No wait for "100 Continue", and no type that nobody stated.
      var lines = ["Expect:"]
      if request.fields[HTTPField.contentType] == nil { lines.append("Content-Type:") }
      if request.body.length == nil { lines.append("Transfer-Encoding: chunked") }
      // libcurl leaves out a field without a value unless it is written with a semicolon.
      for (name, value) in request.fields where !HTTPFields.isSame(name, HTTPField.acceptEncoding) {
        lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
      }
      for line in lines { fieldList = falcurl_list_append(fieldList, line) }
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_HTTPHEADER), fieldList)
    }

    /// Why it must not be sent.
    var refusal: TransportError? {
      refusedOption.map { TransportError(.unavailable, "libcurl does not take \($0)", wasSent: false) }
    }

    private func set(_ option: some BinaryInteger, _ value: Int) {
      falcurl_easy_set_long(easy, Int32(option), value)
    }

    private func set(_ option: some BinaryInteger, _ value: String) {
      falcurl_easy_set_string(easy, Int32(option), value)
    }

    // MARK: - What libcurl calls

    /// One line of the answer's head.
    fileprivate func gaveHeader(_ bytes: UnsafeRawBufferPointer) {
      lastActivity = .now
      // What comes after the body adds nothing that anybody waits for.
      guard !hasHead else { return }
      let line = bytes.prefix { $0 != 0x0D && $0 != 0x0A }
      if line.starts(with: Array("HTTP/".utf8)) {
        let words = line.split(separator: 0x20, maxSplits: 2)
        let status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) : nil
        head = ResponseHead(status: status ?? 0)
      } else if line.isEmpty {
        // Not yet: 100 Continue and the like.
        guard let head, head.status >= 200 else { return }
        hasHead = true
        transfer.response.withLock { $0.begin(head) }
        noteNews()
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        var text = String(decoding: value, as: UTF8.self)
        while text.utf8.last == 0x20 || text.utf8.last == 0x09 { text.removeLast() }
        head?.fields.append(String(decoding: line[..<colon], as: UTF8.self), text)
      }
    }

    fileprivate func gaveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
      lastActivity = .now
      switch transfer.received(bytes) {
      case .taken:
        noteNews()
        return bytes.count
      case .full:
        isHeld = true
        return Int(FALCURL_WRITEFUNC_PAUSE)
      case .unwanted: return 0
      }
    }

    /// Goes on after the reader has caught up, or has more to send.
    func resume() {
      isHeld = false
      lastActivity = .now
      falcurl_easy_pause(easy, Int32(FALCURL_PAUSE_CONT))
    }

    private func noteNews() {
      if !hasNews { noteNewsOf(self) }
      hasNews = true
    }

    func deliverNews() {
      hasNews = false
      transfer.deliver()
    }

    fileprivate func wantsBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      lastActivity = .now
      switch transfer.source.read(into: buffer) {
      case .bytes(let count):
        sent += count
        if count > 0 { transfer.request.sent?(sent) }
        return count
      case .later: return Int(FALCURL_READFUNC_PAUSE)
      case .failed: return Int(FALCURL_READFUNC_ABORT)
      }
    }

    // MARK: - Ending

    /// When it has taken too long, unless something happens before.
    var nextTimeout: ContinuousClock.Instant? {
      let timeouts = transfer.request.timeouts
      // While the reader is slow the server is not to blame.
      let idleSince = isHeld ? ContinuousClock.now : lastActivity
      let times = [timeouts.total.map { start + $0 }, timeouts.idle.map { idleSince + $0 }]
      return times.compactMap(\.self).min()
    }

    var timeoutError: TransportError {
      let timeouts = transfer.request.timeouts
      if let total = timeouts.total, start + total <= .now {
        return TransportError(.timedOut, "it took longer than \(total.words)", wasSent: wasSent)
      }
      let idle = timeouts.idle ?? .zero
      return TransportError(.timedOut, "nothing was heard of the server for \(idle.words)", wasSent: wasSent)
    }

    /// Whether the server may have got the request: without its body it has not, whatever a proxy got.
    private var wasSent: Bool {
      if transfer.request.body.length != 0 { return transfer.source.hasStarted }
      return !isRefusedByProxy && falcurl_easy_get_long(easy, Int32(FALCURL_INFO_REQUEST_SIZE)) > 0
    }

    /// What a proxy answered in place of a tunnel; 0 where none was asked for.
    private var proxyStatus: Int { falcurl_easy_get_long(easy, Int32(FALCURL_INFO_HTTP_CONNECTCODE)) }

    private var isRefusedByProxy: Bool { proxyStatus != 0 && !(200...299).contains(proxyStatus) }

    func result(of code: Int32) -> Result<Void, any Error> {
      if code == Int32(FALCURL_OK) { return .success(()) }
      if let failure = transfer.source.failure { return .failure(failure) }
      if isRefusedByProxy, !hasHead {
        let need =
          switch proxyStatus {
          case 407: "wants a user and a password: https_proxy=http://USER:PASSWORD@HOST:PORT"
          default: "does not let this through"
          }
        return .failure(
          TransportError(.cannotConnect, "the proxy \(need) (its answer: HTTP \(proxyStatus))", wasSent: false)
        )
      }
      let text = errorText.pointee == 0 ? String(cString: falcurl_easy_strerror(code)) : String(cString: errorText)
      return .failure(TransportError(kind(of: code), text, wasSent: wasSent))
    }

    private func kind(of code: Int32) -> TransportError.Kind {
      switch Int(code) {
      case Int(FALCURL_URL_MALFORMAT): .invalidRequest
      // Addresses have been checked: it is the answer that is not HTTP.
      case Int(FALCURL_UNSUPPORTED_PROTOCOL), Int(FALCURL_WEIRD_SERVER_REPLY): .invalidResponse
      case Int(FALCURL_COULDNT_RESOLVE_HOST), Int(FALCURL_COULDNT_RESOLVE_PROXY), Int(FALCURL_COULDNT_CONNECT):
        .cannotConnect
      case Int(FALCURL_SSL_CONNECT_ERROR), Int(FALCURL_PEER_FAILED_VERIFICATION), Int(FALCURL_SSL_CERTPROBLEM),
        Int(FALCURL_SSL_CIPHER), Int(FALCURL_SSL_CACERT_BADFILE), Int(FALCURL_SSL_ISSUER_ERROR),
        Int(FALCURL_SSL_PINNEDPUBKEYNOTMATCH), Int(FALCURL_SSL_INVALIDCERTSTATUS):
        .insecure
      // The only timeout that is libcurl's own is that of connecting.
      case Int(FALCURL_OPERATION_TIMEDOUT): .timedOut
      default: .connectionLost
      }
    }
  }

  private func exchange(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
    context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
  }

  private func curlGaveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
  ) -> Int {
    exchange(context)?.gaveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
  }

  private func curlGaveBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
  ) -> Int {
    exchange(context)?.gaveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
  }

  private func curlWantsBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
  ) -> Int {
    exchange(context)?.wantsBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
      ?? Int(FALCURL_READFUNC_ABORT)
  }
#endif
