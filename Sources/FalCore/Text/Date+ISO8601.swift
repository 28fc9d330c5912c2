#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension Date {
  /// Reads a time in ISO 8601 as fal writes it: fractions of a second of any length, and UTC where no zone is given.
  package init?(iso8601 text: String) {
    var text = text
    var fraction = 0.0
    // Versions of Foundation differ in how many digits they read.
    if let point = text.firstIndex(of: ".") {
      let end = text[point...].dropFirst().firstIndex { !("0"..."9").contains($0) } ?? text.endIndex
      fraction = Double("0\(text[point..<end])") ?? 0
      text.removeSubrange(point..<end)
    }
    let clock = text.drop { $0 != "T" }
    if !clock.isEmpty, !clock.contains(where: { "Z+-".contains($0) }) { text += "Z" }
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    self = date.addingTimeInterval(fraction)
  }
}
