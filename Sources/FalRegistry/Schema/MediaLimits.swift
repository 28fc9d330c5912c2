public import FalCore

/// What a file must be like, as the `x-fal` extension and `overrides.json` state it.
public struct MediaLimits: Sendable, Hashable {
  /// The numbers, by the name that fal uses: `max_file_size` (bytes), `min_width`, `max_height` (pixels),
  /// `min_duration` (seconds), `min_fps`, `max_aspect_ratio`, `max_pixels`, `multiple_of` and so on.
  public var numbers: [String: JSONNumber] = [:]
  /// The formats that are taken, by file name extension; empty when nothing is known.
  public var formats: [String] = []

  /// Limits of the service's own work, not of the file.
  private static let notLimits: Set<String> = ["timeout"]

  /// Creates an empty set of limits.
  public init() {}

  /// Reads the limits of an `x-fal` object.
  init(extension json: JSON) {
    for (name, value) in json.object ?? [:] {
      guard let number = value.number, !Self.notLimits.contains(name) else { continue }
      numbers[name] = number
    }
  }

  /// Whether nothing is limited.
  public var isEmpty: Bool { numbers.isEmpty && formats.isEmpty }
}
