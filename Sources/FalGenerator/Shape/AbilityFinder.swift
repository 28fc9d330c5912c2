import FalSchema

/// How files are found in a value.
indirect enum FileSource: Sendable, Hashable {
  /// The value is one, of the type wanted or to be converted.
  case file(isConverted: Bool)
  /// The value is the address of one.
  case address
  /// The value is an output with files, or the text itself.
  case output
  case list(FileSource)
  case map(FileSource)
  case optional(FileSource)
}

/// What an object has, and in which of its members, by their names in the document.
struct AbilityShape: Sendable {
  let ability: Ability
  let members: [(name: String, source: FileSource)]
}

/// Finds out what the types of an endpoint's output have.
struct AbilityFinder {
  /// What each object has, by path, in the order of `Ability`.
  private(set) var abilities: [String: [AbilityShape]] = [:]
  private let types: [String: TypeShape]

  /// - Parameter types: The types, those inside others behind them.
  init(_ types: [TypeShape]) {
    self.types = Dictionary(types.map { ($0.path, $0) }) { first, _ in first }
    // From the inside out, so that each is looked at once; what leads back to something around it is not followed.
    for type in types.reversed() {
      guard case .object(let members) = type.content, !type.isInput, !type.isFile else { continue }
      let found = Ability.allCases.compactMap { ability in
        let places = ability == .text ? Self.text(in: members) : files(for: ability, in: members)
        return places.isEmpty ? nil : AbilityShape(ability: ability, members: places)
      }
      if !found.isEmpty { abilities[type.path] = found }
    }
  }

  private static func text(in members: [MemberShape]) -> [(name: String, source: FileSource)] {
    for name in Ability.textMembers {
      guard let member = members.first(where: { $0.name == name && $0.type == .text }) else { continue }
      return [(name, member.isOptional ? .optional(.output) : .output)]
    }
    return []
  }

  private func files(for ability: Ability, in members: [MemberShape]) -> [(name: String, source: FileSource)] {
    members.compactMap { member in
      guard let source = source(of: ability, in: member.type, named: member.name) else { return nil }
      return (member.name, member.isOptional ? .optional(source) : source)
    }
  }

  private func source(of ability: Ability, in type: ShapeType, named name: String) -> FileSource? {
    switch type {
    case .file(let file):
      return Ability(file, named: name) == ability ? .file(isConverted: file != ability.file) : nil
    case .text where name.hasSuffix("_url") || name.hasSuffix("_urls"):
      return Ability(.any, named: name) == ability ? .address : nil
    case .list(let item): return source(of: ability, in: item, named: name).map(FileSource.list)
    case .map(let item): return source(of: ability, in: item, named: name).map(FileSource.map)
    case .optional(let item): return source(of: ability, in: item, named: name).map(FileSource.optional)
    case .own(let path):
      if types[path.text]?.isFile == true {
        return Ability(.any, named: name) == ability ? .file(isConverted: true) : nil
      }
      return abilities[path.text]?.contains { $0.ability == ability } == true ? .output : nil
    default: return nil
    }
  }
}

extension TypeShape {
  /// Whether it describes a file, with more than the types of FalCore tell.
  var isFile: Bool {
    guard case .object(let members) = content, !isInput else { return false }
    func isText(_ name: String, isOptional: Bool) -> Bool {
      members.contains { $0.name == name && $0.type == .text && $0.isOptional == isOptional }
    }
    // Its other properties must be those of any file, where it has them.
    return isText("url", isOptional: false)
      && members.allSatisfy { member in
        switch member.name {
        case "content_type", "file_name": member.type == .text && member.isOptional
        case "file_size": member.type == .integer && member.isOptional
        default: true
        }
      }
  }
}

extension Ability {
  /// The type of its files.
  var file: FileType? {
    switch self {
    case .images: .image
    case .videos: .video
    case .audio: .audio
    case .models3D: .any
    case .text: nil
    }
  }

  /// What a file stands for, by its type, or by the name of its member; `nil` for archives, weights and the like.
  init?(_ file: FileType, named name: String) {
    switch file {
    case .image: self = .images
    case .video: self = .videos
    case .audio: self = .audio
    case .any:
      switch MediaKind.named(name) {
      case .image?: self = .images
      case .video?: self = .videos
      case .audio?: self = .audio
      case .model3D?: self = .models3D
      case .file?, nil: return nil
      }
    }
  }

  /// The members that hold the text of an output, the likeliest first.
  static let textMembers = [
    "text", "output", "transcript", "transcription", "caption", "answer", "response", "results",
  ]
}
