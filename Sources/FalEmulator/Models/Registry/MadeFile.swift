import FalCore
import FalRegistry

/// A file of an output, and how to make it.
struct MadeFile: Sendable {
  let name: String
  let contentType: String
  var width: Int?
  var height: Int?
  var duration: Double?
  let make: @Sendable () -> [UInt8]

  /// Describes a file.
  ///
  /// - Parameters:
  ///   - kind: What it holds.
  ///   - media: What the input asks for.
  ///   - number: The number of the file among those of its kind, from 0.
  ///   - field: The name under which it is returned.
  init(_ kind: MediaKind, _ media: RequestedMedia, number: Int, field: String) {
    let seed = media.seed &+ UInt64(number)
    let prompt = media.prompt
    switch kind {
    case .image:
      let (width, height) = media.size(of: .image)
      let picture = Picture(prompt: prompt, seed: seed, width: width, height: height)
      let isJPEG = media.isJPEG
      self.init("picture.\(isJPEG ? "jpg" : "png")", "image/\(isJPEG ? "jpeg" : "png")") {
        isJPEG ? picture.jpeg() : picture.png()
      }
      (self.width, self.height) = (picture.width, picture.height)
    case .video:
      let (width, height) = media.size(of: .video)
      let picture = Picture(prompt: prompt, seed: seed, width: width, height: height)
      let length = media.duration
      let hasSound = media.hasSound
      self.init("clip.mov", "video/quicktime") {
        let sound = hasSound ? Tone(seed: seed, duration: length).sound() : nil
        return Clip(picture: picture, duration: length, sound: sound).mov()
      }
      (self.width, self.height, duration) = (picture.width, picture.height, length)
    case .audio:
      let length = media.duration
      self.init("sound.wav", "audio/wav") { Tone(seed: seed, duration: length).sound().wav() }
      duration = length
    case .model3D:
      self.init("model.glb", "model/gltf-binary") { Solid(seed: seed).glb() }
    case .file where field.contains("lora") || field.contains("weights") || field.contains("checkpoint"):
      // No tensors: the length of the header, and the header.
      self.init("weights.safetensors", "application/octet-stream") { [2, 0, 0, 0, 0, 0, 0, 0] + "{}".utf8 }
    case .file:
      let content: JSON = ["made_by": "a local fal", "prompt": .string(prompt)]
      self.init("data.json", "application/json") { content.utf8() }
    }
  }

  private init(_ name: String, _ contentType: String, make: @escaping @Sendable () -> [UInt8]) {
    self.name = name
    self.contentType = contentType
    self.make = make
  }
}
