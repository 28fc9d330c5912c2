/// What holds for a whole Matroska file.
struct MatroskaInfo {
  /// How many nanoseconds a unit of time has.
  private(set) var timestampScale = 1_000_000
  /// In units of time.
  private var length: Double?

  init() {}

  init(_ file: FileReader, _ element: EBMLElement) {
    for part in EBMLElements(file, element.content) {
      switch part.id {
      case MatroskaID.timestampScale: timestampScale = part.integer(file) ?? timestampScale
      case MatroskaID.duration: length = part.float(file)
      default: break
      }
    }
  }

  var duration: Double? { length.flatMap { $0 > 0 ? seconds($0) : nil } }

  /// A time in seconds.
  func seconds(_ units: Double) -> Double { units * Double(timestampScale) / 1e9 }
}
