import FalCore
import FalRunner
import FalSystem

/// Gateways: servers that pass fal's queue on under an address of their own, and with keys of their own.
enum Gateway {
  /// The gateway of Maton; where its path ends, that of fal's queue begins.
  static let matonAddress = "https://gateway.maton.ai/fal-ai"

  /// Which way requests take with a key of this source.
  ///
  /// - Parameters:
  ///   - source: Where the key comes from.
  ///   - hosts: Where the environment says that fal is; a gateway is in place of the queue.
  /// - Returns: Through a gateway, or straight to fal.
  /// - Throws: `RunError` with exit code 78 when `FALKIT_AUTH_SCHEME` is no scheme.
  static func routing(_ source: KeySource?, _ hosts: FalHosts) throws(RunError) -> FalRouting {
    if case .maton? = source {
      let isElsewhere = hosts.queue != FalHosts().queue
      return .gateway(url: isElsewhere ? hosts.queue : matonAddress, scheme: "Bearer")
    }
    switch ProcessEnvironment.value("FALKIT_AUTH_SCHEME") ?? "" {
    case "", "Key": return .direct
    case "Bearer": return .gateway(url: hosts.queue, scheme: "Bearer")
    case let other:
      throw RunError(.config, "FALKIT_AUTH_SCHEME takes Key or Bearer, not '\(other)'")
    }
  }
}
