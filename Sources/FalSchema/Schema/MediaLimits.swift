public import FalJSON

/// What a file must be like, as the `x-fal` extension and `overrides.json` state it.
public struct MediaLimits: Sendable, Hashable {
  /// The numbers, by the name that fal uses: `max_file_size` (bytes), `min_width`, `max_height` (pixels),
  /// `min_duration` (seconds), `min_fps`, `max_aspect_ratio`, `max_pixels`, `multiple_of` and so on.
  public var numbers: [String: JSONNumber] = [:]
  /// The formats that are taken, by file name extension; empty when nothing is known.
  public var formats: [String] = []
  /// The same numbers for all files of a list together.
  public var totals: [String: JSONNumber] = [:]
  /// The same numbers for what the service takes as it is; it trims, scales or resamples other files.
  public var normalization: [String: JSONNumber] = [:]

  /// Limits of the service's own work, not of the file.
  private static let notLimits: Set<String> = ["timeout"]

  /// Creates an empty set of limits.
  public init() {}

  /// Reads the limits of an `x-fal` object.
  package init(extension json: JSON) {
    numbers = Self.numbers(in: json)
    totals = Self.numbers(in: json["combined"])
    normalization = Self.numbers(in: json["normalization"])
  }

  private static func numbers(in json: JSON) -> [String: JSONNumber] {
    var numbers: [String: JSONNumber] = [:]
    for (name, value) in json.object ?? [:] where !notLimits.contains(name) { numbers[name] = value.number }
    return numbers
  }

  /// Whether nothing is limited.
  public var isEmpty: Bool { numbers.isEmpty && formats.isEmpty && totals.isEmpty && normalization.isEmpty }
}
