/// The part of a file that a request asks for.
enum ByteRange {
  /// The bytes that a `Range` field names; `nil` when it is to be ignored, and empty when there are none there.
  ///
  /// Of several parts none is given: the whole is always allowed.
  static func range(_ field: String, of length: Int) -> Range<Int>? {
    let prefix = "bytes="
    guard field.lowercased().hasPrefix(prefix) else { return nil }
    let bounds = field.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2 else { return nil }
    switch (Int(bounds[0]), Int(bounds[1])) {
    case (let first?, let last?) where first >= 0 && last >= first:
      return first < length ? first..<min(last + 1, length) : 0..<0
    case (let first?, nil) where first >= 0 && bounds[1].isEmpty: return first < length ? first..<length : 0..<0
    case (nil, let count?) where bounds[0].isEmpty && count >= 0: return max(0, length - count)..<length
    default: return nil
    }
  }
}
