/// A track of a Matroska file.
struct MatroskaTrack {
  private(set) var number = 0
  private(set) var codec: MediaCodec?
  /// How long a frame lasts in nanoseconds.
  private(set) var frameLength: Int?
  private(set) var width: Int?
  private(set) var height: Int?
  /// Whether it is turned by a quarter for display.
  private(set) var isTurned = false
  private(set) var sampleRate: Int?
  private(set) var channelCount: Int?
  private var type = 0
  private var codecID = ""

  init(_ file: FileReader, _ element: EBMLElement) {
    var initialisation: ByteBlock?
    for part in EBMLElements(file, element.content) {
      switch part.id {
      case MatroskaID.trackNumber: number = part.integer(file) ?? 0
      case MatroskaID.trackType: type = part.integer(file) ?? 0
      case MatroskaID.codecID: codecID = part.text(file) ?? ""
      case MatroskaID.codecPrivate: initialisation = file.block(part.content, atMost: 64)
      case MatroskaID.defaultDuration: frameLength = part.integer(file)
      case MatroskaID.video: readVideo(file, part)
      case MatroskaID.audio: readAudio(file, part)
      default: break
      }
    }
    codec = MatroskaCodecs.codec(codecID, initialisation)
  }

  /// The frames per second; `nil` when the length of frames is not stated.
  var frameRate: Double? {
    guard let frameLength, frameLength > 0 else { return nil }
    let rate = 1e9 / Double(frameLength)
    // The length is cut to whole nanoseconds: it stands for the rate it comes from, 24 and not 23.9999998.
    let usual = [rate.rounded(), (rate * 1.001).rounded() / 1.001]
    return usual.first { abs(1e9 / $0 - Double(frameLength)) <= 1 } ?? rate
  }

  var isVideo: Bool { type == 1 }
  var isAudio: Bool { type == 2 }

  private mutating func readVideo(_ file: FileReader, _ element: EBMLElement) {
    for part in EBMLElements(file, element.content) {
      switch part.id {
      case MatroskaID.pixelWidth: width = part.integer(file)
      case MatroskaID.pixelHeight: height = part.integer(file)
      case MatroskaID.projection:
        let roll = EBMLElements(file, part.content).first { $0.id == MatroskaID.projectionPoseRoll }?.float(file) ?? 0
        isTurned = abs(roll) == 90
      default: break
      }
    }
  }

  private mutating func readAudio(_ file: FileReader, _ element: EBMLElement) {
    sampleRate = 8000
    channelCount = 1
    for part in EBMLElements(file, element.content) {
      switch part.id {
      case MatroskaID.samplingFrequency: sampleRate = part.float(file).flatMap { Int(exactly: $0.rounded()) }
      case MatroskaID.channels: channelCount = part.integer(file)
      default: break
      }
    }
  }
}
