import FalCore
import FalRegistry
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How old what a registry knows is, and who hears of it.
enum RegistryAge {
  /// From so many days on it is mentioned.
  private static let old = 30

  /// How many days ago fal changed the newest model; `nil` when that is unknown.
  static func days(of records: [EndpointRecord]) -> Int? {
    guard let newest = records.newestUpdate.flatMap(Date.init(iso8601:)) else { return nil }
    return max(0, Int(Date().timeIntervalSince(newest) / 86_400))
  }

  /// Mentions that a registry is old: to people, on a terminal, once a day.
  static func mention(_ records: [EndpointRecord], _ console: Console) {
    guard console.mode == .human, !console.isQuiet, Terminal.isTerminal(.error), let days = days(of: records),
      days > old,
      let folder = UserFolder.cache.path()
    else { return }
    let today = "\(Int(Date().timeIntervalSince1970 / 86_400))"
    var isNews = false
    SharedFile(path: folder + "/registry-age").update { known in
      isNews = known.map { String(decoding: $0, as: UTF8.self) } != today
      return Array(today.utf8)
    }
    if isNews { console.say("the models are \(days) days old; falkit registry sync brings new ones") }
  }
}
