/// Marks the values that are files.
///
/// An input is a file when the document says so, when it is a text or a list of texts named `*_url` or `*_urls`, when it
/// is the `url` of an object whose name says what kind of file it is about, or when `overrides.json` names it. An output is a file when it is an object with a `url`, or has no type and a telling name.
struct MediaMarker {
  let category: String
  let names: [String: MediaKind]

  /// Marks the files in a whole input.
  func markInput(_ node: inout SchemaNode) {
    switch node.shape {
    case .object(var fields):
      for position in fields.indices { markInput(&fields[position], isAboutFile: false) }
      node.shape = .object(fields)
    case .union(var branches):
      for position in branches.indices { markInput(&branches[position]) }
      node.shape = .union(branches)
    case .list, .map: markInput(&node, "", isNamedAsFile: false)
    default: break
    }
  }

  private func markInput(_ field: inout SchemaField, isAboutFile: Bool) {
    let name = field.name
    let isNamedAsFile = name.hasSuffix("_url") || name.hasSuffix("_urls") || names[name] != nil
    markInput(&field.node, name, isNamedAsFile: isNamedAsFile || isAboutFile && name == "url")
  }

  private func markInput(_ node: inout SchemaNode, _ name: String, isNamedAsFile: Bool) {
    switch node.shape {
    case .text where node.allowedValues.isEmpty && (isNamedAsFile || node.media != nil):
      node.media = inputKind(of: name)
    case .list(var item):
      if node.media != nil, item.shape == .text { item.media = .file }
      markInput(&item, name, isNamedAsFile: isNamedAsFile)
      // The limits of the files in a list are often written beside the list.
      if item.media != nil, item.mediaLimits.isEmpty { item.mediaLimits = node.mediaLimits }
      node.media = nil
      node.shape = .list(item)
    case .object(var fields):
      node.media = Self.isFileObject(fields) ? inputKind(of: name) : nil
      let isAboutFile = node.media == nil && (names[name] != nil || MediaKind.named(name) != nil)
      for position in fields.indices { markInput(&fields[position], isAboutFile: isAboutFile) }
      node.shape = .object(fields)
    case .union(var branches):
      let isNamedAsFile = isNamedAsFile || node.media != nil
      let hasText = branches.contains { $0.shape == .text && $0.allowedValues.isEmpty }
      let isFile = hasText && isNamedAsFile || branches.allSatisfy { Self.isFileObject($0.fields) }
      node.media = isFile ? inputKind(of: name) : nil
      for position in branches.indices {
        markInput(&branches[position], name, isNamedAsFile: isNamedAsFile)
        if branches[position].media != nil, branches[position].mediaLimits.isEmpty {
          branches[position].mediaLimits = node.mediaLimits
        }
      }
      node.shape = .union(branches)
    case .map(var value):
      markInput(&value, name, isNamedAsFile: false)
      node.shape = .map(value)
    default:
      node.media = nil
    }
  }

  /// Marks the files in a whole output.
  func markOutput(_ node: inout SchemaNode) {
    switch node.shape {
    case .object(var fields):
      for position in fields.indices { markOutput(&fields[position].node, fields[position].name) }
      node.shape = .object(fields)
    case .union(var branches):
      for position in branches.indices { markOutput(&branches[position]) }
      node.shape = .union(branches)
    case .list, .map: markOutput(&node, "")
    default: break
    }
  }

  private func markOutput(_ node: inout SchemaNode, _ name: String) {
    switch node.shape {
    case .object(var fields):
      node.media = Self.isFileObject(fields) ? outputKind(of: name, component: node.componentName) : nil
      for position in fields.indices { markOutput(&fields[position].node, fields[position].name) }
      node.shape = .object(fields)
    case .list(var item):
      markOutput(&item, name)
      node.shape = .list(item)
    case .union(var branches):
      for position in branches.indices { markOutput(&branches[position], name) }
      node.shape = .union(branches)
      node.media = branches.allSatisfy { Self.isFileObject($0.fields) } ? outputKind(of: name) : nil
    case .map(var value):
      markOutput(&value, name)
      node.shape = .map(value)
    case .any where node.componentName == nil:
      node.media = MediaKind.named(name)
    case .text where name.hasSuffix("_url") && node.allowedValues.isEmpty:
      node.media = outputKind(of: name)
    default:
      node.media = nil
    }
  }

  /// Whether an object stands for a file: it has a URL, and otherwise only what describes a file.
  private static func isFileObject(_ fields: [SchemaField]) -> Bool {
    fields.contains { $0.name == "url" } && fields.allSatisfy { describingFiles.contains($0.name) }
  }

  private static let describingFiles: Set<String> = [
    "url", "content_type", "file_name", "file_size", "file_data", "width", "height", "duration", "fps", "num_frames",
    "bitrate", "channels", "sample_rate", "codec", "container", "timestamps", "video_codec", "audio_codec", "has_audio",
  ]

  private func inputKind(of name: String) -> MediaKind {
    names[name] ?? MediaKind.named(name) ?? .file
  }

  /// What the name says, else the component's name, else what the category produces.
  private func outputKind(of name: String, component: String? = nil) -> MediaKind {
    names[name] ?? MediaKind.named(name) ?? component.flatMap(Self.kind(ofComponent:))
      ?? MediaKind.produced(by: category) ?? .file
  }

  /// `VideoFile`, `Image`, `AudioOutput`: the names that publishers give their file components.
  private static func kind(ofComponent name: String) -> MediaKind? {
    for (word, kind) in [("Image", MediaKind.image), ("Video", .video), ("Audio", .audio)] where name.hasPrefix(word) {
      return kind
    }
    return nil
  }
}
