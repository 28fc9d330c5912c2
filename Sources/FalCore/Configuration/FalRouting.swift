/// Which way requests take to fal.
public enum FalRouting: Sendable, Hashable {
  /// To fal's own hosts.
  case direct
  /// Through a gateway that serves fal's queue under an address of its own, and with keys of its own.
  ///
  /// Only the queue works: `submit`, `status`, `result`, `cancel`, `subscribe`. `scheme` is the word in front of the key in
  /// the `Authorization` field, as in `Bearer`.
  case gateway(url: String, scheme: String)
  /// Through a server of one's own that adds the key (`x-fal-target-url`), so that an app need not contain it.
  case proxy(url: String)
}
