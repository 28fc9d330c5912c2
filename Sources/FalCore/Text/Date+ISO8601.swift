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

  /// Reads a date of a header field (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
  package init?(httpDate text: String) {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    // What servers of the last century write differs in this only.
    let words = text.split { $0 == " " || $0 == "-" }
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else { return nil }
    let year = words[3].count == 2 ? "20\(words[3])" : String(words[3])
    func digits(_ number: Substring) -> String { number.count < 2 ? "0\(number)" : String(number) }
    self.init(iso8601: "\(year)-\(digits("\(month + 1)"))-\(digits(words[1]))T\(words[4])Z")
  }
}
