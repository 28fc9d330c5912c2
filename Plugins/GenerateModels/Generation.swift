import Foundation
import PackagePlugin

/// What is generated for one target.
struct Generation {
  static let configurationName = "falkit.json"

  /// falkit's targets whose types are generated from the whole registry.
  private static let modules: Set = ["FalImage", "FalVideo", "FalAudio", "Fal3D", "FalText", "FalTraining"]
  private static let catalog = "FalCatalog"
  /// Number of files the types are spread over; the same as in the tool.
  private static let modelParts = 16
  /// Number of files the snapshots are spread over; the same as in the tool.
  private static let snapshotParts = 16

  private let title: String
  private let arguments: [String]
  private let inputs: [URL]
  private let outputs: [URL]

  init(target: String, configuration: URL?, output: URL) throws {
    // Where falkit is, also when it is a dependency: Xcode tells plugins nothing about those.
    let falkit = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let registry = falkit.appending(path: "Registry")
    // Lists of a fixed length: SwiftPM never compiles files that appear later in a computed one.
    let models = (0..<Self.modelParts).map { "Models\($0)+Generated.swift" }
    let snapshots = (0..<Self.snapshotParts).map { "PackedSnapshots\($0)+Generated.swift" }

    if let configuration {
      title = "Generating the models of \(target)"
      arguments = ["listed", configuration.filePath, registry.filePath, output.filePath]
      outputs = models.map { output.appending(path: $0) }
      inputs = [configuration] + Self.files(of: registry) + (Self.ownRegistry(configuration).map(Self.files) ?? [])
    } else if Self.modules.contains(target) {
      title = "Generating the models of \(target)"
      arguments = ["module", target, registry.filePath, output.filePath]
      outputs = models.map { output.appending(path: $0) }
      inputs = Self.files(of: registry)
    } else if target == Self.catalog {
      title = "Packing the registry into \(target)"
      arguments = ["catalog", registry.filePath, output.filePath]
      outputs = (["PackedIndex+Generated.swift"] + snapshots).map { output.appending(path: $0) }
      inputs = Self.files(of: registry)
    } else {
      throw GenerationProblem(target: target)
    }
  }

  func command(tool: URL) -> Command {
    .buildCommand(
      displayName: title,
      executable: tool,
      arguments: arguments,
      inputFiles: inputs,
      outputFiles: outputs
    )
  }

  /// What the tool reads.
  ///
  /// Snapshots are no inputs: one that is added later would never be noticed. The index holds their digests, so that it
  /// changes whenever one of them does.
  private static func files(of registry: URL) -> [URL] {
    ["references/models.json", "names.json", "glossary.json", "modules.json", "overrides.json"]
      .map { registry.appending(path: $0) }
      // A declared file that does not exist would fail the build without a word of why.
      .filter { FileManager.default.fileExists(atPath: $0.filePath) }
  }

  /// The registry that a `falkit.json` names; the tool says what is wrong with the file, if anything is.
  private static func ownRegistry(_ configuration: URL) -> URL? {
    guard let data = try? Data(contentsOf: configuration),
      let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let path = json["registry"] as? String
    else { return nil }
    return URL(fileURLWithPath: path, relativeTo: configuration.deletingLastPathComponent()).absoluteURL
  }
}

/// A target that uses the plugin and does not say what for.
struct GenerationProblem: Error, CustomStringConvertible {
  let target: String

  var description: String {
    """
    the target \(target) uses GenerateModels and has no \(Generation.configurationName); add one to its folder, as in \
    {"endpoints": ["fal-ai/flux/dev"]}
    """
  }
}

extension URL {
  /// The path as the file system knows it.
  fileprivate var filePath: String { path(percentEncoded: false) }
}
