#if !canImport(Darwin)
  import CFalCurl

  /// Runs transfers, on one thread, until it is told to stop.
  final class CurlLoop {
    private let mailbox: CurlMailbox
    private let multi: UnsafeMutableRawPointer
    private var exchanges: [UnsafeMutableRawPointer: CurlExchange] = [:]
    private var handles: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]
    /// When the next timeout may come; activity only puts it off.
    private var nextCheck: ContinuousClock.Instant?
    /// Those that have received something.
    private var withNews: [CurlExchange] = []
    private var isStopped = false

    /// Handles of transfers that have ended, which are cheaper than new ones.
    private var idleHandles: [UnsafeMutableRawPointer] = []

    private static let longestWait = 600_000
    private static let mostIdleHandles = 64

    init(_ mailbox: CurlMailbox) {
      self.mailbox = mailbox
      multi = mailbox.multi
    }

    func run() {
      while !isStopped {
        for command in mailbox.take() { obey(command) }
        falcurl_multi_perform(multi)
        endTransfers()
        deliverNews()
        checkTimeouts()
        if !isStopped { falcurl_multi_poll(multi, Int32(wait)) }
      }
      mailbox.close()
      for easy in Array(exchanges.keys) { remove(easy) }
      for easy in idleHandles { falcurl_easy_cleanup(easy) }
      falcurl_multi_cleanup(multi)
    }

    private func obey(_ command: CurlCommand) {
      switch command {
      case .start(let transfer): start(transfer)
      case .cancel(let transfer): if let easy = handles[ObjectIdentifier(transfer)] { remove(easy) }
      case .resume(let transfer):
        if let easy = handles[ObjectIdentifier(transfer)] { exchanges[easy]?.resume() }
      case .stop: isStopped = true
      }
    }

    private func start(_ transfer: CurlTransfer) {
      // It may have been cancelled on its way here.
      if transfer.hasEnded { return }
      guard let easy = idleHandles.popLast() ?? falcurl_easy_init() else {
        transfer.finish(.failure(TransportError(.unavailable, "libcurl is out of memory", wasSent: false)))
        return
      }
      let exchange = CurlExchange(transfer, easy) { [unowned self] in withNews.append($0) }
      if let refusal = exchange.refusal {
        exchange.close()
        idleHandles.append(easy)
        transfer.finish(.failure(refusal))
        return
      }
      exchanges[exchange.easy] = exchange
      handles[ObjectIdentifier(transfer)] = exchange.easy
      falcurl_multi_add(multi, exchange.easy)
      if let time = exchange.nextTimeout, nextCheck.map({ time < $0 }) ?? true { nextCheck = time }
    }

    private func endTransfers() {
      var code: Int32 = 0
      while let easy = falcurl_multi_next_done(multi, &code) {
        guard let exchange = exchanges[easy] else { continue }
        let result = exchange.result(of: code)
        remove(easy)
        exchange.transfer.finish(result)
      }
    }

    /// Only now, so that a short answer wakes its task once and not for each of its parts.
    private func deliverNews() {
      for exchange in withNews { exchange.deliverNews() }
      withNews.removeAll(keepingCapacity: true)
    }

    private func remove(_ easy: UnsafeMutableRawPointer) {
      guard let exchange = exchanges.removeValue(forKey: easy) else { return }
      handles[ObjectIdentifier(exchange.transfer)] = nil
      falcurl_multi_remove(multi, easy)
      exchange.close()
      if idleHandles.count < Self.mostIdleHandles { idleHandles.append(easy) } else { falcurl_easy_cleanup(easy) }
    }

    private func checkTimeouts() {
      guard let due = nextCheck, due <= ContinuousClock.now else { return }
      let now = ContinuousClock.now
      nextCheck = nil
      for exchange in Array(exchanges.values) {
        guard let time = exchange.nextTimeout else { continue }
        if time <= now {
          let error = exchange.timeoutError
          remove(exchange.easy)
          exchange.transfer.finish(.failure(error))
        } else if nextCheck.map({ time < $0 }) ?? true {
          nextCheck = time
        }
      }
    }

    private var wait: Int {
      guard let nextCheck else { return Self.longestWait }
      let left = (nextCheck - .now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
      return Int(min(max(milliseconds, 0), Int64(Self.longestWait)))
    }
  }
#endif
