import FalCore
import FalRegistry
import FalTestMedia

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes the files of an output; their bytes are made when they are fetched.
struct MediaMaker: Sendable {
  let request: MediaRequest
  private let files: EmulatedFiles

  init(_ request: MediaRequest, files: EmulatedFiles) {
    self.request = request
    self.files = files
  }

  /// Makes a file that is called after its output and its position there; the format is the usual one unless the
  /// input asks for another.
  func file(_ kind: MediaKind, name: String, index: Int, usual: MediaFormat? = nil) -> MadeFile {
    let seed = (request.seed.uint64 ?? 0) &+ UInt64(index)
    let format = request.formats.format(of: kind) ?? usual ?? Self.usualFormat(of: kind, name)
    let name = "\(name)\(index > 0 ? "-\(index + 1)" : "").\(format.rawValue)"
    switch format {
    case .png, .jpeg: return picture(name, format, seed)
    case .mov: return clip(name, seed)
    case .wav: return sound(name, seed)
    case .glb: return add(name, format) { Solid(seed: seed).glb() }
    case .json: return add(name, format) { Array(#"{"note": "a local fal has no model to make this file"}"#.utf8) }
    // The length of the header, and a header that lists no weights.
    case .safetensors: return add(name, format) { [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8) }
    }
  }

  private static func usualFormat(of kind: MediaKind, _ name: String) -> MediaFormat {
    switch kind {
    case .image: .png
    case .video: .mov
    case .audio: .wav
    case .model3D: .glb
    case .file: ["lora", "weights", "checkpoint", "embedding"].contains(where: name.contains) ? .safetensors : .json
    }
  }

  private func picture(_ name: String, _ format: MediaFormat, _ seed: UInt64) -> MadeFile {
    let size = request.pictureSize
    let picture = Picture(prompt: request.caption, seed: seed, width: size.width, height: size.height)
    let content: @Sendable () -> [UInt8] = { format == .png ? picture.png() : picture.jpeg() }
    var file = request.isInline ? inline(name, format, content) : add(name, format, content)
    file.add([("width", size.width), ("height", size.height)])
    return file
  }

  private func sound(_ name: String, _ seed: UInt64) -> MadeFile {
    let tone = Tone(seed: seed, duration: request.duration, sampleRate: request.sampleRate)
    var file = add(name, .wav) { tone.sound().wav() }
    file.add([("channels", 1), ("sample_rate", tone.sampleRate), ("bitrate", tone.sampleRate * 16)])
    file.facts["duration"] = JSON(floatLiteral: tone.duration)
    file.facts["codec"] = "pcm_s16le"
    file.facts["container"] = "wav"
    return file
  }

  private func clip(_ name: String, _ seed: UInt64) -> MadeFile {
    let request = request
    let size = request.clipSize
    let picture = Picture(prompt: request.caption, seed: seed, width: size.width, height: size.height)
    let silent = Clip(picture: picture, duration: request.duration, framesPerSecond: request.framesPerSecond)
    var file = add(name, .mov) {
      guard request.clipHasSound else { return silent.mov() }
      let tone = Tone(seed: seed, duration: silent.duration)
      return Clip(
        picture: picture,
        duration: silent.duration,
        framesPerSecond: silent.framesPerSecond,
        sound: tone.sound()
      ).mov()
    }
    let frames = silent.frameCount
    file.add([("width", size.width), ("height", size.height), ("num_frames", frames), ("frame_count", frames)])
    file.add([("fps", silent.framesPerSecond)])
    file.facts["duration"] = JSON(floatLiteral: silent.duration)
    file.facts["has_audio"] = .bool(request.clipHasSound)
    file.facts["audio_codec"] = request.clipHasSound ? "pcm_s16le" : .null
    file.facts["audio"] = request.clipHasSound ? nil : .null
    for name in ["codec", "video_codec"] { file.facts[name] = "mjpeg" }
    file.facts["container"] = "mov"
    file.facts["pixel_format"] = "yuvj420p"
    file.facts["timebase"] = .string("1/\(silent.framesPerSecond)")
    file.facts["aspect_ratio"] = .string("\(size.width):\(size.height)")
    return file
  }

  private func add(_ name: String, _ format: MediaFormat, _ content: @escaping @Sendable () -> [UInt8]) -> MadeFile {
    let address = files.add(name, contentType: format.contentType, content: content)
    return file(address, name, format, content)
  }

  private func inline(_ name: String, _ format: MediaFormat, _ content: @escaping @Sendable () -> [UInt8]) -> MadeFile {
    file("data:\(format.contentType);base64,\(Data(content()).base64EncodedString())", name, format, content)
  }

  private func file(
    _ address: String,
    _ name: String,
    _ format: MediaFormat,
    _ content: @escaping @Sendable () -> [UInt8]
  ) -> MadeFile {
    let facts: JSONObject = [
      "url": .string(address), "content_type": .string(format.contentType), "file_name": .string(name),
      "file_size": .null, "content": .string(address),
    ]
    return MadeFile(facts: facts, content: content)
  }
}

extension MadeFile {
  fileprivate mutating func add(_ numbers: [(String, Int)]) {
    for (name, number) in numbers { facts[name] = .number(JSONNumber(number)) }
  }
}

/// A file that was made for an output, and what outputs tell about files.
struct MadeFile: Sendable {
  /// Its members, by the names that models give them: `url`, `width`, `duration`.
  var facts: JSONObject
  /// Makes its bytes.
  let content: @Sendable () -> [UInt8]

  var address: JSON { facts["url"] ?? .null }
}
