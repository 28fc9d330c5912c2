import FalSystem

#if !canImport(Darwin)
  import CFalCurl

  /// What a transport's thread is to do.
  enum CurlCommand: Sendable {
    case start(CurlTransfer)
    case cancel(CurlTransfer)
    /// Go on with a transfer that waited for its reader, or for more to send.
    case resume(CurlTransfer)
    case stop
  }

  /// The commands for a transport's thread, which is woken when one comes.
  final class CurlMailbox: Sendable {
    private struct Content {
      var commands: [CurlCommand] = []
      var isOpen = true
    }

    private let content = Lock(Content())
    // A pointer that never changes; libcurl allows waking from any thread, and `close` forbids it before the handle is freed.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    init(multi: UnsafeMutableRawPointer) {
      self.multi = multi
    }

    func post(_ command: CurlCommand) {
      content.withLock { content in
        guard content.isOpen else { return }
        content.commands.append(command)
        // Commands that are still waiting have woken the thread already.
        if content.commands.count == 1 { falcurl_multi_wakeup(multi) }
      }
    }

    func take() -> [CurlCommand] {
      content.withLock { content in
        defer { content.commands = [] }
        return content.commands
      }
    }

    /// Refuses further commands; after this nobody touches the handle but its thread.
    func close() {
      content.withLock { $0.isOpen = false }
    }
  }
#endif
