import FalCore
import FalMedia
import FalRegistry
import FalRunner

/// What a video is, and what is wrong with it.
struct VideoReport {
  let file: String
  let facts: MediaFacts
  let issues: [InputIssue]

  /// Whether the video is taken, perhaps with a warning.
  var isGood: Bool { !issues.contains { $0.severity == .error } }

  /// The facts: `clip.mov   QuickTime, H.264   1920x1080   30 fps   6.4 s   18 MB   ok`.
  var line: String { cells.filter { !$0.isEmpty }.joined(separator: "   ") }

  /// Always as many; what the file does not tell is empty.
  private var cells: [String] {
    let codecs = [facts.videoCodec, facts.audioCodec].compactMap { $0?.description }
    let container = facts.container == .unknown ? "not a known format" : facts.container.description
    let size = facts.width.flatMap { width in facts.height.map { "\(width)x\($0)" } }
    return [
      file, ([container] + codecs).joined(separator: ", "), size ?? "",
      facts.frameRate.map { "\(Self.number($0, 100)) fps" } ?? "",
      facts.duration.map { "\(Self.number($0, 1000)) s" } ?? "", ByteCount.words(facts.byteCount),
      isGood ? "ok" : brokenRules.joined(separator: ", "),
    ]
  }

  /// Each once: both sides of a picture may be too small.
  private var brokenRules: [String] {
    issues.map(\.rule).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func print(_ console: Console) throws(RunError) {
    switch console.mode {
    case .json: try console.print(.object(json))
    case .plain: try console.print(cells.map(TerminalText.text).joined(separator: "\t"))
    case .human:
      try console.print(([line] + issues.map { "  \($0.description)" }).map(TerminalText.text).joined(separator: "\n"))
    }
  }

  /// Why it is not written out.
  var refusal: RunError {
    let problems = issues.filter { $0.severity == .error }
    var error = RunError(
      .invalid,
      "\(file): " + problems.map(\.description).joined(separator: "; "),
      hint: "falkit video-to-uri \(Shell.quoted(file)) --force"
    )
    error.issues = issues
    return error
  }

  var json: JSONObject {
    func number(_ value: Double?, _ parts: Double) -> JSON {
      value.flatMap { JSONNumber(($0 * parts).rounded() / parts) }.map(JSON.number) ?? .null
    }
    func count(_ value: Int?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }
    func codec(_ value: MediaCodec?) -> JSON { value.map { .string($0.rawValue) } ?? .null }
    return JSONObject([
      ("source", .string(file)), ("ok", .bool(isGood)), ("container", .string(facts.container.rawValue)),
      ("media_type", .string(facts.mediaType)), ("video_codec", codec(facts.videoCodec)),
      ("audio_codec", codec(facts.audioCodec)), ("width", count(facts.width)), ("height", count(facts.height)),
      ("fps", number(facts.frameRate, 100)), ("duration", number(facts.duration, 1000)),
      ("bytes", count(facts.byteCount)), ("issues", .array(issues.map(\.json))),
    ])
  }

  /// A number rounded to a fraction of one, without a fraction where it has none.
  private static func number(_ number: Double, _ parts: Double) -> String {
    let rounded = (number * parts).rounded() / parts
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}
