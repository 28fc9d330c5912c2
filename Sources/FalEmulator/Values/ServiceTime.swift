#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The time as fal writes it.
enum ServiceTime {
  /// The time now in ISO 8601, in UTC with microseconds.
  static var now: String { after(seconds: 0) }

  /// The time in so many seconds.
  static func after(seconds ahead: Int) -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    var seconds = time.tv_sec + ahead
    gmtime_r(&seconds, &parts)
    func digits(_ number: some BinaryInteger, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
    let clock = "\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
    return "\(date)T\(clock).\(digits(time.tv_nsec / 1000, 6))+00:00"
  }
}
