import FalCore
import FalSystem

/// The files of a script, which stand in its outputs as `@cat.png` and are served as those of models are.
enum ScriptFiles {
  private static let types: [String: String] = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
    "svg": "image/svg+xml", "mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime", "wav": "audio/wav",
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "flac": "audio/flac", "glb": "model/gltf-binary",
    "json": "application/json", "txt": "text/plain", "zip": "application/zip",
  ]

  /// Where a file of a script is; `nil` for a name that leads out of the script's folder.
  static func path(of name: String, in folder: String?) -> String? {
    let parts = name.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard let folder, !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
    return "\(folder)/\(parts.joined(separator: "/"))"
  }

  /// An output with addresses in the place of files.
  static func served(_ output: JSON, from folder: String?, by files: EmulatedFiles) -> JSON {
    switch output {
    case .string(let text) where text.hasPrefix("@"):
      guard let path = path(of: text, in: folder) else { return output }
      let name = path.split(separator: "/").last.map(String.init) ?? "file"
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      let address = files.add(name, contentType: types[ending] ?? "application/octet-stream") {
        (try? OpenFile(path, for: .reading).readAll(atMost: 1 << 30)) ?? []
      }
      return .string(address)
    case .array(let items): return .array(items.map { served($0, from: folder, by: files) })
    case .object(let object):
      return .object(JSONObject(object.map { ($0.name, served($0.value, from: folder, by: files)) }))
    default: return output
    }
  }
}
