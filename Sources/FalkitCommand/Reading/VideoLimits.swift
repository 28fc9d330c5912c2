import FalCore
import FalMedia
import FalRegistry
import FalRunner

/// What a video must be like: as an input of a model asks for it, or as models mostly do.
struct VideoLimits {
  private var limits: MediaLimits
  private let kind: MediaKind
  private let path: JSONPath

  /// Takes the limits of the model that `--for` names, else the usual ones, changed by the other options.
  ///
  /// - Throws: `RunError` when an option is wrong, or the model takes no video.
  init(_ invocation: Invocation) throws(RunError) {
    if let target = invocation.value(.for) {
      let field = try Self.field(target, invocation)
      (limits, kind, path) = (Self.limits(of: field.node), field.node.mediaKind ?? .video, [.name(field.name)])
    } else {
      (limits, kind, path) = (Self.usual, .video, [])
    }
    if limits.numbers["max_file_size"] == nil {
      limits.numbers["max_file_size"] = JSONNumber(LocalContent.mostBytes)
    }
    for (option, name) in [(OptionName.minDuration, "min_duration"), (.maxDuration, "max_duration")] {
      guard let text = invocation.value(option) else { continue }
      let parts = try DurationArgument.duration(text, option: "--\(option)").components
      limits.numbers[name] = JSONNumber(Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }
    for (option, side) in [(OptionName.minSide, "min"), (.maxSide, "max")] {
      guard let text = invocation.value(option) else { continue }
      guard let pixels = Int(text), pixels > 0 else {
        throw .usage("--\(option) takes a number of pixels, not '\(text)'")
      }
      for name in ["width", "height"] { limits.numbers["\(side)_\(name)"] = JSONNumber(pixels) }
    }
    if let text = invocation.value(.maxBytes) {
      limits.numbers["max_file_size"] = JSONNumber(try ByteCountArgument.bytes(text, option: "--max-bytes"))
    }
  }

  /// What is wrong with a video.
  func issues(with facts: MediaFacts) -> [InputIssue] {
    if facts.kind == .other {
      // A model may know more formats than falkit, but here somebody wants to know about a video.
      let message = "is no video" + (facts.container == .unknown ? " that falkit knows" : ", but \(facts.container)")
      return [InputIssue(field: path.place, rule: "media-kind", message: message)]
    }
    return limits.issues(with: facts, kind, at: path).map(InputIssue.init)
  }

  private static var usual: MediaLimits {
    var limits = MediaLimits(extension: [
      "min_duration": 3, "max_duration": 10.05, "min_width": 720, "max_width": 2160, "min_height": 720,
      "max_height": 2160,
    ])
    limits.formats = ["mp4", "mov"]
    return limits
  }

  /// The input that `MODEL:FIELD` names; without a field, the one that takes a video, above all one that must be given.
  private static func field(_ target: String, _ invocation: Invocation) throws(RunError) -> SchemaField {
    var name = target
    var wanted: String?
    // Web addresses have a colon as well, with slashes behind it.
    if let colon = target.lastIndex(of: ":"), !target[colon...].contains("/") {
      name = String(target[..<colon])
      wanted = String(target[target.index(after: colon)...])
    }
    let model = try ModelDescription(named: name, invocation)
    let files = model.schema.inputs.filter { $0.node.mediaKind != nil }
    let videos = files.filter { $0.node.mediaKind == .video }
    let hint = "falkit model-info \(Shell.quoted(model.record.id))"
    if let wanted {
      if let field = files.first(where: { $0.name == wanted }) { return field }
      throw .usage(
        "--for: \(model.record.id) has no input '\(wanted)' for a file",
        suggestions: NearestNames.of(wanted, among: files.map(\.name)),
        hint: hint
      )
    }
    let required = videos.filter(\.isRequired)
    if let field = required.count == 1 ? required.first : videos.count == 1 ? videos.first : nil { return field }
    if videos.isEmpty { throw .usage("--for: \(model.record.id) has no input for a video", hint: hint) }
    throw .usage(
      "--for: \(model.record.id) has several inputs for a video; name one of them",
      suggestions: videos.map { "--for \(model.record.id):\($0.name)" }
    )
  }

  /// The limits of the file itself, or of each file of a list.
  private static func limits(of node: SchemaNode) -> MediaLimits {
    if case .list(let item) = node.shape { return limits(of: item) }
    if case .union(let branches) = node.shape, node.mediaLimits.isEmpty {
      return branches.lazy.map(limits).first { !$0.isEmpty } ?? node.mediaLimits
    }
    return node.mediaLimits
  }
}
