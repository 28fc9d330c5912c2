/// The targets of `Package.swift` that falkit's modules of typed models are compiled in.
///
/// A large module consists of parts that it re-exports: parts are compiled side by side, and a changed endpoint concerns
/// only its own. A part has whole families, the endpoints that begin alike, because those share most of their types, and
/// types are shared within a target.
package enum ModuleTarget {
  /// The family that each part of a module begins with; a part ends where the next begins.
  ///
  /// Chosen so that parts are about the same size. They may be chosen anew at any time: parts do not show outside.
  private static let firstFamilies: [String: [String]] = [
    "FalAudio": ["ace-step", "minimax-music"],
    "FalImage": [
      "aura-flow", "fast-sdxl", "flux-2-lora-gallery", "fooocus", "ideogram", "image-preprocessors", "patina", "reve",
    ],
    "FalVideo": [
      "ai-avatar", "google", "krea-wan-14b", "ltx-2.3-22b", "ltx-2.3-quality", "pika", "veed", "wan-22-vace-fun-a14b",
    ],
  ]

  /// The targets that hold a module's types: numbered parts, or the module itself.
  package static func names(of module: String) -> [String] {
    guard let families = firstFamilies[module] else { return [module] }
    return families.indices.map { "\(module)\($0 + 1)" }
  }

  /// The target that holds an endpoint's types.
  package static func name(of id: String, in module: String) -> String {
    guard let families = firstFamilies[module] else { return module }
    let family = family(of: id)
    let part = families.lastIndex { $0 <= family } ?? 0
    return "\(module)\(part + 1)"
  }

  /// What the endpoints of a model have in common: the id's first word, but for the owner that most of them have.
  private static func family(of id: String) -> String {
    let words = id.lowercased().split(separator: "/").prefix(2)
    return words.last.flatMap { words.first == "fal-ai" ? String($0) : nil } ?? String(words.first ?? "")
  }
}
