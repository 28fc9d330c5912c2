/// Which way requests take to fal.
public struct FalRouting: Sendable, Hashable {
  package enum Way: Sendable, Hashable {
    case direct
    case gateway(url: String, scheme: String)
    case proxy(url: String)
  }

  package let way: Way

  /// To fal's own hosts.
  public static let direct = FalRouting(way: .direct)

  /// Through a gateway that serves fal's queue under an address of its own, and with keys of its own.
  ///
  /// Only the queue works: `submit`, `status`, `result`, `cancel`, `subscribe`.
  ///
  /// - Parameters:
  ///   - url: The address; where its path ends, that of fal's queue begins.
  ///   - scheme: The word in front of the key in the `Authorization` field, as in `Bearer`.
  /// - Returns: The way.
  public static func gateway(url: String, scheme: String) -> FalRouting {
    FalRouting(way: .gateway(url: url, scheme: scheme))
  }

  /// Through a server of one's own that adds the key (`x-fal-target-url`), so that an app need not contain it.
  public static func proxy(url: String) -> FalRouting { FalRouting(way: .proxy(url: url)) }
}
