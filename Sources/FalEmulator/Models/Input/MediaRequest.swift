import FalCore
import FalRegistry
import FalTestMedia

/// What an input says about the files to be made.
struct MediaRequest: Sendable {
  /// Clips are small unless somebody asks for more: they are made anew each time they are fetched.
  private static let usualClipSide = 640
  private static let usualFramesPerSecond = 24
  private static let mostFiles = 100

  /// The text from which a model would make something; empty where there is none.
  let prompt: String
  /// What the pictures say: the prompt, else the endpoint.
  let caption: String
  /// The number given as seed, else one made from the input.
  let seed: JSONNumber
  /// How many pictures, clips or sounds are asked for.
  let count: Int
  let pictureSize: PictureSize
  let clipSize: PictureSize
  let duration: Double
  let framesPerSecond: Int
  let clipHasSound: Bool
  let sampleRate: Int
  /// Whether pictures are sent in the output itself, as data URIs.
  let isInline: Bool
  let formats: RequestedFormats

  init(_ values: InputValues, formats: RequestedFormats, endpoint: EndpointID, longestSide: Int) {
    self.formats = formats
    prompt = Self.prompt(values)
    caption = prompt.isEmpty ? endpoint.description : prompt
    seed = Self.seed(values, endpoint)
    let counts = ["num_images", "number_of_images", "num_samples", "num_results", "num_songs", "num_layers"]
    count = (values.first(counts, \.lenientInt) ?? 1).clamped(to: 1...Self.mostFiles)
    let picture = RequestedSize(values, usual: .square).size ?? PictureSize(width: 1024, height: 1024)
    pictureSize = picture.shrunk(to: longestSide)
    let clip = RequestedSize(values, usual: .widescreen)
    let size = clip.size ?? PictureSize(width: 640, height: 360)
    clipSize = size.shrunk(to: clip.isGiven ? longestSide : min(longestSide, Self.usualClipSide))
    let rate = values.first(["fps", "frames_per_second", "output_fps"], \.lenientDouble)
    framesPerSecond = rate.map { Int($0.clamped(to: 1...60).rounded()) } ?? Self.usualFramesPerSecond
    duration = RequestedDuration.of(values, framesPerSecond: framesPerSecond)
    let sounds = ["generate_audio", "generate_audio_switch", "with_audio", "enable_audio", "keep_audio", "audio"]
    clipHasSound = values.first(sounds, \.bool) ?? false
    sampleRate = (values.first(["sample_rate"], \.lenientInt) ?? 44_100).clamped(to: MakerLimits.sampleRate)
    isInline = values.value("sync_mode")?.lenientBool ?? false
  }

  private static func prompt(_ values: InputValues) -> String {
    let names = ["prompt", "text", "gen_text", "script", "input", "instruction", "lyrics"]
    if let text = names.lazy.compactMap({ values.given($0)?.string }).first { return text }
    let others = values.fields.lazy.map(\.name).filter { $0.contains("prompt") && !$0.contains("negative") }
    return others.compactMap { values.given($0)?.string }.first ?? ""
  }

  private static func seed(_ values: InputValues, _ endpoint: EndpointID) -> JSONNumber {
    if let seed = values.value("seed")?.number, seed.uint64 != nil { return seed }
    let format = JSONFormat(sortsNames: true)
    // 32 bits, as most models have it.
    return JSONNumber(StableHash.of("\(endpoint) \(values.json.text(format))".utf8) >> 32)
  }
}
