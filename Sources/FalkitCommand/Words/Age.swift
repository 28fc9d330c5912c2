#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How long something has taken, in one unit.
enum Age {
  static func words(since start: Date, until end: Date? = nil) -> String {
    let seconds = max(0, Int((end ?? Date()).timeIntervalSince(start)))
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3_600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3_600) h"
    default: return "\(seconds / 86_400) d"
    }
  }
}
