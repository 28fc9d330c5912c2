import FalRegistry
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The package, or the project of Xcode, around the working folder, and its targets that list models.
struct TargetPackage {
  /// The folder of the package.
  let root: String
  /// Where the manifest is; `nil` in a project of Xcode.
  private let manifest: String?

  /// Looks from the working folder upwards.
  ///
  /// - Throws: `RunError` with exit code 66.
  init() throws(RunError) {
    var folder = FilePath.workingFolder ?? "/"
    while true {
      if InputFile.exists("\(folder)/Package.swift") {
        (root, manifest) = (folder, "\(folder)/Package.swift")
        return
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if names.contains(where: { $0.hasSuffix(".xcodeproj") }) {
        (root, manifest) = (folder, nil)
        return
      }
      guard folder != "/" else { break }
      folder = String(FilePath.folder(of: folder).dropLast())
      if folder.isEmpty { folder = "/" }
    }
    throw RunError(
      .notFound,
      "there is no package here: neither Package.swift nor a project of Xcode in this folder or above it",
      hint: "falkit generate MODEL -o Models.swift writes types without a package"
    )
  }

  /// The targets that have a `falkit.json`, by path; packages inside this one are others.
  func targets() throws(RunError) -> [TargetModels] {
    var targets: [TargetModels] = []
    func look(in folder: String, depth: Int) throws(RunError) {
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      if folder != root, names.contains("Package.swift") { return }
      if names.contains(TargetModels.fileName) { targets.append(try TargetModels(folder: folder)) }
      for name in names where !name.hasPrefix(".") && depth < 6 && Self.isOwnFolder("\(folder)/\(name)") {
        try look(in: "\(folder)/\(name)", depth: depth + 1)
      }
    }
    try look(in: root, depth: 0)
    return targets
  }

  /// The target that is meant: the one with this name, else the one around the working folder, else the only one.
  ///
  /// - Throws: `RunError` with exit code 64 when that is not clear, and 66 when there is no such target.
  func target(_ name: String?) throws(RunError) -> TargetModels {
    let listed = try targets()
    if let name {
      if let target = listed.first(where: { $0.name == name }) { return target }
      if name.contains("/") || name == "." || name == ".." {
        throw .usage("--target is the name of a target, not a path: \(name)")
      }
      let folders = ["Sources/\(name)", "Tests/\(name)", name].map { "\(root)/\($0)" }
      if let folder = folders.first(where: FilePath.isFolder) { return try TargetModels(folder: folder) }
      throw RunError(
        .notFound,
        "there is no folder of a target '\(name)' in \(FilePath.shown(root))",
        suggestions: NearestNames.of(name, among: candidates(listed))
      )
    }
    let here = (FilePath.workingFolder ?? "") + "/"
    if let target = listed.first(where: { here.hasPrefix($0.folder + "/") }) { return target }
    if let name = candidates(listed).first(where: { here.hasPrefix("\(root)/Sources/\($0)/") }) {
      return try TargetModels(folder: "\(root)/Sources/\(name)")
    }
    let names = listed.isEmpty ? candidates(listed) : listed.map(\.name)
    if listed.count == 1 { return listed[0] }
    if names.count == 1 { return try TargetModels(folder: "\(root)/Sources/\(names[0])") }
    if listed.isEmpty, names.isEmpty, hasSources { return try TargetModels(folder: "\(root)/Sources") }
    throw RunError.usage(
      names.isEmpty ? "no target lists models yet" : "for which target? There are \(names.joined(separator: ", "))",
      hint: "falkit types add MODEL --target \(names.first.map(Shell.quoted) ?? "NAME")"
    )
  }

  /// Where a registry of the package's own goes.
  ///
  /// - Throws: `RunError` with exit code 73 when something else is there.
  func newRegistry() throws(RunError) -> RegistryFolder {
    let folder = RegistryFolder(path: "\(root)/Registry")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if folder.exists || !FilePath.exists(folder.path) || FilePath.isFolder(folder.path) && names.isEmpty {
      return folder
    }
    throw RunError(
      .cannotWrite,
      "\(FilePath.shown(folder.path)) is no registry, and is left alone",
      hint: "name another folder in \(TargetModels.fileName): \"registry\": \"../../Models\""
    )
  }

  /// What the manifest still lacks; `nil` when nothing is known to be missing.
  var advice: String? {
    guard let manifest, let text = try? InputFile.text(of: manifest), !text.contains("GenerateModels") else {
      return nil
    }
    return "in Package.swift, the target needs the product FalCore and "
      + #"plugins: [.plugin(name: "GenerateModels", package: "falkit")]"#
  }

  /// A folder, and no link to one, which may be anywhere.
  private static func isOwnFolder(_ path: String) -> Bool {
    FilePath.isFolder(path) && (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil
  }

  private func candidates(_ listed: [TargetModels]) -> [String] {
    let sources = "\(root)/Sources"
    let folders = ((try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? []).sorted()
      .filter { !$0.hasPrefix(".") && FilePath.isFolder("\(sources)/\($0)") }
    return listed.map(\.name) + folders.filter { folder in !listed.contains { $0.name == folder } }
  }

  /// Whether the sources are those of one target, without a folder of its own.
  private var hasSources: Bool {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/Sources")) ?? []).contains {
      $0.hasSuffix(".swift")
    }
  }
}
