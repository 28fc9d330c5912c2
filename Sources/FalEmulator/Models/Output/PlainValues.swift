import FalCore
import FalRegistry

/// Texts and numbers for outputs, chosen by name; files have their own.
struct PlainValues: Sendable {
  let request: MediaRequest

  /// The names under which language models answer.
  static let answers: Set<String> = [
    "output", "text", "text_output", "transcript", "transcription", "description", "results", "caption", "content",
    "generated_text", "lyrics", "reasoning", "thinking", "answer", "summary", "scene", "short_description",
  ]

  private static let words: [String: String] = [
    "finish_reason": "stop", "language_code": "en", "language": "en", "role": "assistant", "palette": "#336699",
    "timebase": "1/24", "profile": "baseline", "pixel_format": "yuvj420p", "aspect_ratio": "1:1", "type": "word",
    "svg_content": #"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#, "text_html": "<p></p>",
  ]

  func text(_ name: String, _ node: SchemaNode) -> String {
    let text: String =
      switch name {
      case _ where Self.answers.contains(name): answer
      case _ where name.contains("prompt"): request.prompt
      case _ where node.format?.hasPrefix("uuid") == true: uuid
      case "id": identifier
      case _ where name.hasSuffix("_id"): identifier
      case _ where name.contains("error"): ""
      default: Self.words[name] ?? name.split(separator: "_").joined(separator: " ")
      }
    return String(text.prefix(node.limits.maximumLength ?? .max))
  }

  /// What stands in place of a language model's answer.
  private var answer: String {
    "A local fal has no model"
      + (request.prompt.isEmpty ? ", so nothing was read or heard." : "; the prompt was: \(request.prompt)")
  }

  private var identifier: String { StableHash.hex("\(request.seed)".utf8) }

  private var uuid: String {
    "\(identifier.prefix(8))-\(identifier.dropFirst(8).prefix(4))-4\(identifier.suffix(3))-8000-\(identifier.prefix(12))"
  }

  /// A number within the limits; its position in a list tells it from the others, so that spans have a length.
  func number(_ name: String, _ limits: SchemaLimits, index: Int) -> Double {
    var number: Double =
      switch name {
      case "duration", "end", "end_time": request.duration
      case "duration_ms": request.duration * 1000
      case "num_images": Double(request.count)
      case "width": Double(request.pictureSize.width)
      case "height": Double(request.pictureSize.height)
      case "fps": Double(request.framesPerSecond)
      case "w", "h", "x_max", "y_max": 1
      case "sample_rate": Double(request.sampleRate)
      default: Double(index)
      }
    if let least = limits.minimum?.double { number = max(number, least) }
    if let bound = limits.exclusiveMinimum?.double, number <= bound { number = bound + 1 }
    if let most = limits.maximum?.double { number = min(number, most) }
    if let bound = limits.exclusiveMaximum?.double, number >= bound { number = bound - 1 }
    return number
  }
}
