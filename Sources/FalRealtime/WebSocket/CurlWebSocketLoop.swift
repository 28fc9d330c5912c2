#if !canImport(Darwin)
  import CFalCurl
  import FalCore
  import FalWebSocket
  import Glibc

  /// The life of a connection, on a thread of its own: connects, shakes hands, and carries messages until one side closes.
  final class CurlWebSocketLoop {
    private let link: CurlWebSocketLink
    private let request: WebSocketRequest
    private let trust: CurlTrust
    private let deadline: ContinuousClock.Instant
    private var decoder: WebSocketDecoder
    private var encoder = WebSocketEncoder(role: .client)

    /// What is yet to be sent, from `sentCount` on, and whose messages end where in it.
    private var output: [UInt8] = []
    private var sentCount = 0
    private var marks: [(end: Int, outgoing: CurlWebSocketLink.Outgoing)] = []
    /// Where in the output an answer to a ping ends that is not sent yet, or 0; and what to answer after it.
    private var pongEnd = 0
    private var nextPong: [UInt8]?
    private var hasSentClose = false
    private var lastHeard = ContinuousClock.now
    private var isAsking = false
    /// Until when the peer may answer a close.
    private var closingDeadline: ContinuousClock.Instant?

    /// How long the peer may take to answer a close.
    private static let closingTime = Duration.seconds(2)
    /// More is not put together while the peer does not take what there is.
    private static let fullOutput = 4 << 20
    /// A larger buffer is given back once it is empty.
    private static let keptCapacity = 1 << 20

    private var input = [UInt8](repeating: 0, count: 64 << 10)

    init(_ link: CurlWebSocketLink, _ request: WebSocketRequest, _ trust: CurlTrust) {
      self.link = link
      self.request = request
      self.trust = trust
      deadline = ContinuousClock.now + request.timeout
      decoder = WebSocketDecoder(role: .client, longestMessage: request.longestMessage)
    }

    func run() {
      guard let easy = falcurl_easy_init() else {
        return link.end(TransportError(.unavailable, "libcurl could not be set up", wasSent: false))
      }
      defer { falcurl_easy_cleanup(easy) }
      do {
        let descriptor = try connect(easy)
        do {
          try shakeHands(easy, descriptor)
        } catch WebSocketEnd.lost(let error) {
          // There was no connection yet that could end.
          throw error
        }
        link.open()
        try carry(easy, descriptor)
      } catch {
        link.end(error)
      }
    }

    // MARK: - Connecting

    private func connect(_ easy: UnsafeMutableRawPointer) throws -> Int32 {
      func set(_ option: some BinaryInteger, _ value: Int) { falcurl_easy_set_long(easy, Int32(option), value) }
      guard let address = HTTPAddress(request.url), address.isProtected else {
        throw TransportError(.insecure, "only this machine may be asked without encryption", wasSent: false)
      }
      set(FALCURL_OPT_NOSIGNAL, 1)
      set(FALCURL_OPT_CONNECT_ONLY, 1)
      // Through a proxy, too, there must be a connection of one's own.
      set(FALCURL_OPT_HTTPPROXYTUNNEL, 1)
      set(FALCURL_OPT_SUPPRESS_CONNECT_HEADERS, 1)
      set(FALCURL_OPT_TCP_KEEPALIVE, 1)
      set(FALCURL_OPT_HTTP_VERSION, Int(FALCURL_HTTP_VERSION_1_1))
      set(FALCURL_OPT_CONNECTTIMEOUT_MS, max(1, Int(request.timeout / .milliseconds(1))))
      falcurl_easy_set_string(easy, Int32(FALCURL_OPT_URL), request.url)
      falcurl_easy_set_string(easy, Int32(FALCURL_OPT_PROTOCOLS_STR), "http,https")
      if address.isLoopback { falcurl_easy_set_string(easy, Int32(FALCURL_OPT_PROXY), "") }
      if let refused = trust.apply(to: easy) {
        throw TransportError(.unavailable, "libcurl does not take \(refused)", wasSent: false)
      }
      // Is asked about every second while it connects, and more often while something happens.
      set(FALCURL_OPT_NOPROGRESS, 0)
      falcurl_easy_set_progress_callback(easy, isConnectingUnwanted)
      let context = Unmanaged.passUnretained(link).toOpaque()
      falcurl_easy_set_pointer(easy, Int32(FALCURL_OPT_XFERINFODATA), context)

      let code = falcurl_easy_perform(easy)
      if link.isAbandoned { throw CancellationError() }
      guard code == FALCURL_OK else { throw connectionError(code, easy) }
      let descriptor = falcurl_easy_socket(easy)
      guard descriptor >= 0 else {
        throw TransportError(.unavailable, "libcurl gives no connection", wasSent: false)
      }
      return descriptor
    }

    private func connectionError(_ code: Int32, _ easy: UnsafeMutableRawPointer) -> TransportError {
      let proxyStatus = falcurl_easy_get_long(easy, Int32(FALCURL_INFO_HTTP_CONNECTCODE))
      if proxyStatus != 0, !(200...299).contains(proxyStatus) {
        return TransportError(
          .cannotConnect,
          "the proxy does not let this through (its answer: HTTP \(proxyStatus))",
          wasSent: false
        )
      }
      let kind: TransportError.Kind =
        switch Int(code) {
        case Int(FALCURL_OPERATION_TIMEDOUT): .timedOut
        case Int(FALCURL_SSL_CONNECT_ERROR), Int(FALCURL_PEER_FAILED_VERIFICATION), Int(FALCURL_SSL_CACERT_BADFILE):
          .insecure
        default: .cannotConnect
        }
      return TransportError(kind, String(cString: falcurl_easy_strerror(code)), wasSent: false)
    }

    private func shakeHands(_ easy: UnsafeMutableRawPointer, _ descriptor: Int32) throws {
      let key = WebSocketHandshake.makeKey()
      let target = HTTPAddress.target(of: request.url) ?? "/"
      guard request.fields.unsafeName == nil, target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw TransportError(.invalidRequest, "the address or a header field cannot be sent", wasSent: false)
      }
      let authority = request.url.split(separator: "/", maxSplits: 2)[1].prefix { $0 != "?" }
      var head = "GET \(target.hasPrefix("/") ? "" : "/")\(target) HTTP/1.1\r\nHost: \(authority)\r\n"
      head += "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n"
      for (name, value) in request.fields { head += "\(name): \(value)\r\n" }
      output = Array((head + "\r\n").utf8)
      while try !flush(easy) { try waitForHandshake(descriptor, Int16(POLLOUT)) }

      var parser = WebSocketResponseParser()
      while true {
        guard let bytes = try receive(easy) else {
          try waitForHandshake(descriptor, Int16(POLLIN))
          continue
        }
        let answer: WebSocketResponseHead?
        do throws(WebSocketResponseError) {
          answer = try parser.receive(bytes)
        } catch {
          throw TransportError(.invalidResponse, error.message, wasSent: true)
        }
        guard let answer else { continue }
        if let problem = WebSocketHandshake.problem(status: answer.status, fields: answer.fields, key: key) {
          throw WebSocketRefusal(status: answer.status, message: problem)
        }
        decoder.receive(Array(bytes.dropFirst(answer.used)))
        return
      }
    }

    private func waitForHandshake(_ descriptor: Int32, _ events: Int16) throws {
      wait(descriptor, events, until: deadline)
      if link.isAbandoned { throw CancellationError() }
      guard ContinuousClock.now < deadline else {
        throw TransportError(.timedOut, "the server has not opened the connection in time", wasSent: true)
      }
    }

    // MARK: - Carrying

    private func carry(_ easy: UnsafeMutableRawPointer, _ descriptor: Int32) throws {
      lastHeard = .now
      while true {
        let isAbandoned = encodeWhatIsAsked()
        try lookAfterSilence()
        let isFlushed = try flush(easy)
        if isAbandoned { throw WebSocketEnd.closed(WebSocketClose(code: WebSocketClose.normal)) }
        try decodeWhatCame(easy)
        let hasRoom = link.hasRoom
        wait(
          descriptor,
          (hasRoom ? Int16(POLLIN) : 0) | (isFlushed && sentCount == output.count ? 0 : Int16(POLLOUT)),
          until: closingDeadline ?? (hasRoom ? request.pingInterval.map { lastHeard + $0 } : nil)
        )
      }
    }

    /// Gives whether nobody uses the connection any longer.
    private func encodeWhatIsAsked() -> Bool {
      let asked = link.take(messages: output.count - sentCount < Self.fullOutput)
      for outgoing in asked.messages where !hasSentClose {
        switch outgoing.message {
        case .text(let text): output += encoder.text(text)
        case .binary(let bytes): output += encoder.binary(bytes)
        }
        marks.append((output.count, outgoing))
      }
      if let closing = asked.closing ?? (asked.isAbandoned ? WebSocketClose(code: WebSocketClose.normal) : nil) {
        say(closing)
      }
      return asked.isAbandoned
    }

    /// Sends a close, once.
    private func say(_ close: WebSocketClose) {
      guard !hasSentClose else { return }
      hasSentClose = true
      closingDeadline = .now + Self.closingTime
      output += encoder.close(close)
    }

    private func lookAfterSilence() throws {
      let now = ContinuousClock.now
      if let closingDeadline, now >= closingDeadline {
        throw WebSocketEnd.closed(WebSocketClose(code: WebSocketClose.normal))
      }
      guard let interval = request.pingInterval, !hasSentClose, link.hasRoom, now >= lastHeard + interval
      else { return }
      guard !isAsking else {
        throw WebSocketEnd.lost(
          TransportError(.timedOut, "the server has not answered for \((interval * 2).words)", wasSent: true)
        )
      }
      isAsking = true
      lastHeard = now
      output += encoder.ping()
    }

    private func decodeWhatCame(_ easy: UnsafeMutableRawPointer) throws {
      try deliver(easy)
      // What TLS has decrypted already makes no socket readable.
      while link.hasRoom, let bytes = try receive(easy) {
        lastHeard = .now
        isAsking = false
        decoder.receive(bytes)
        try deliver(easy)
      }
    }

    private func deliver(_ easy: UnsafeMutableRawPointer) throws {
      do throws(WebSocketError) {
        while let event = try decoder.next() {
          switch event {
          case .text(let text): link.received(.text(text))
          case .binary(let bytes): link.received(.binary(bytes))
          case .ping(let payload): answer(payload)
          case .pong: break
          case .close(let close):
            say(close)
            link.end(WebSocketEnd.closed(close))
          }
        }
      } catch {
        say(WebSocketClose(code: error.close, reason: error.message))
        link.end(
          WebSocketEnd.lost(TransportError(.invalidResponse, "the server breaks the protocol: \(error)", wasSent: true))
        )
      }
      guard link.hasEnded else { return }
      // The answer to a close is sent as far as the peer takes it now.
      _ = try? flush(easy)
      throw WebSocketEnd.closed(WebSocketClose(code: WebSocketClose.normal))
    }

    /// Answers a ping; of many that the peer sends and does not read the answers to, the latest, as is allowed.
    private func answer(_ payload: [UInt8]) {
      guard !hasSentClose else { return }
      if pongEnd > 0 {
        nextPong = payload
      } else {
        output += encoder.pong(payload)
        pongEnd = output.count
      }
    }

    // MARK: - Bytes

    /// Sends what the connection takes; gives whether that was all.
    private func flush(_ easy: UnsafeMutableRawPointer) throws -> Bool {
      while sentCount < output.count {
        var count = 0
        let code = output.withUnsafeBytes { bytes in
          let rest = bytes[sentCount...]
          return falcurl_easy_send(easy, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, &count)
        }
        if code == Int32(FALCURL_AGAIN) { break }
        guard code == FALCURL_OK else { throw Self.lost(code) }
        sentCount += count
      }
      if pongEnd > 0, pongEnd <= sentCount {
        pongEnd = 0
        if let payload = nextPong {
          nextPong = nil
          answer(payload)
        }
      }
      while let first = marks.first, first.end <= sentCount {
        link.sent(marks.removeFirst().outgoing)
      }
      guard sentCount == output.count else { return false }
      output.removeAll(keepingCapacity: output.capacity <= Self.keptCapacity)
      sentCount = 0
      return true
    }

    /// What has come; `nil` when there is nothing yet.
    private func receive(_ easy: UnsafeMutableRawPointer) throws -> [UInt8]? {
      var count = 0
      let code = input.withUnsafeMutableBytes { falcurl_easy_receive(easy, $0.baseAddress, $0.count, &count) }
      if code == Int32(FALCURL_AGAIN) { return nil }
      guard code == FALCURL_OK else { throw Self.lost(code) }
      guard count > 0 else {
        throw WebSocketEnd.lost(TransportError(.connectionLost, "the server has closed the connection", wasSent: true))
      }
      return Array(input[..<count])
    }

    private static func lost(_ code: Int32) -> WebSocketEnd {
      .lost(TransportError(.connectionLost, String(cString: falcurl_easy_strerror(code)), wasSent: true))
    }

    private func wait(_ descriptor: Int32, _ events: Int16, until deadline: ContinuousClock.Instant?) {
      var entries = [
        pollfd(fd: descriptor, events: events, revents: 0),
        pollfd(fd: link.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let left = deadline.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) }
      _ = poll(&entries, 2, left.map { Int32(max(0, min($0.rounded(.up), 3_600_000))) } ?? -1)
    }
  }

  private func isConnectingUnwanted(
    _ context: UnsafeMutableRawPointer?,
    _ total: Int64,
    _ now: Int64,
    _ uploadTotal: Int64,
    _ uploadNow: Int64
  ) -> Int32 {
    guard let context else { return 0 }
    return Unmanaged<CurlWebSocketLink>.fromOpaque(context).takeUnretainedValue().isAbandoned ? 1 : 0
  }
#endif
