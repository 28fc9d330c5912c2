import FalCore
import FalTestMedia

/// The duration that an input asks for, in seconds.
enum RequestedDuration {
  private static let names = [
    "duration", "duration_seconds", "audio_duration_seconds", "seconds_total", "total_seconds", "music_duration",
  ]

  /// The duration of what is made; two seconds when nothing says how long.
  static func of(_ values: InputValues, framesPerSecond: Int) -> Double {
    let seconds =
      values.first(names, seconds) ?? values.first(["music_length_ms"]) { $0.lenientDouble.map { $0 / 1000 } }
      ?? values.first(["num_frames", "number_of_frames"]) { $0.lenientDouble.map { $0 / Double(framesPerSecond) } }
    return (seconds ?? 2).clamped(to: 0.1...MakerLimits.duration.upperBound)
  }

  /// Reads `5`, `"5"` or `"5s"`; `nil` for `auto` and for numbers that are no durations.
  private static func seconds(_ json: JSON) -> Double? {
    let text = json.string.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    let seconds = text.map { Double($0) } ?? json.double
    return seconds.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }
}
