import FalCore
import FalRegistry
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A target's `falkit.json`: the models that the plugin generates types of.
struct TargetModels {
  static let fileName = "falkit.json"

  /// The folder of the target.
  let folder: String
  private var json: JSONObject

  /// The path of the file, which need not exist yet.
  var path: String { "\(folder)/\(Self.fileName)" }

  /// The target's name, as SwiftPM's layout of folders has it.
  var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }

  /// Reads a target's file, if there is one.
  ///
  /// - Throws: `RunError` with exit code 78.
  init(folder: String) throws(RunError) {
    self.folder = folder
    json = [:]
    if !FilePath.exists(path) { return }
    let bytes = try InputFile.bytes(of: path)
    let content: JSON
    do {
      content = try JSON(parsing: bytes, duplicateNames: .reject)
    } catch {
      throw RunError(.config, "\(FilePath.shown(path)): \(error)")
    }
    let (list, registry) = (content["endpoints"], content["registry"])
    guard let object = content.object,
      object["endpoints"] == nil || list.array?.allSatisfy({ $0.string != nil }) == true,
      object["registry"] == nil || registry.string?.isEmpty == false
    else {
      throw RunError(
        .config,
        "\(FilePath.shown(path)): expected an object with ids in quotes in a list \"endpoints\", and a path as \"registry\""
      )
    }
    json = object
  }

  /// Changes a target's file as it is at this moment, one process at a time; `change` says whether there is anything to write.
  ///
  /// - Throws: `RunError` with exit code 73 or 78.
  static func changing(
    _ target: inout TargetModels,
    _ change: (inout TargetModels) -> Bool
  ) throws(RunError) {
    let lock: OpenFile
    do throws(SystemError) {
      lock = try OpenFile(target.folder, for: .folder)
    } catch {
      throw RunError(.cannotWrite, "\(FilePath.shown(target.folder)) cannot be opened: \(error)")
    }
    // On a file system without locks the last one wins.
    guard (try? lock.lock(within: .seconds(60))) ?? true else {
      throw RunError(.tryLater, "another process is changing \(FilePath.shown(target.path)); try again")
    }
    defer { lock.unlock() }
    target = try TargetModels(folder: target.folder)
    if change(&target) { try target.write() }
  }

  /// The ids, and globs over ids, that the file lists.
  var endpoints: [String] {
    get { json["endpoints"]?.array?.compactMap(\.string) ?? [] }
    set { json["endpoints"] = .array(newValue.map(JSON.string)) }
  }

  /// The registry that is laid over falkit's; `nil` when the file names none.
  var registry: RegistryFolder? {
    guard let path = json["registry"]?.string, !path.isEmpty else { return nil }
    return RegistryFolder(path: Self.plain(path.hasPrefix("/") ? path : "\(folder)/\(path)"))
  }

  /// Names a registry by the way to it from here, so that a package can be moved.
  mutating func use(_ registry: RegistryFolder) {
    let (own, other) = (Self.segments(folder), Self.segments(registry.path))
    let common = zip(own, other).prefix { $0 == $1 }.count
    let way = Array(repeating: "..", count: own.count - common) + other.dropFirst(common).map(String.init)
    json["registry"] = .string(way.joined(separator: "/"))
  }

  /// Writes the file: a line for each model, so that a change is a line.
  ///
  /// - Throws: `RunError` with exit code 73.
  func write() throws(RunError) {
    var lines = ["{"]
    for (position, member) in json.enumerated() {
      let end = position == json.count - 1 ? "" : ","
      let name = JSON.string(member.name).text()
      if member.name == "endpoints", let items = member.value.array, !items.isEmpty {
        lines.append("  \(name): [")
        lines += items.enumerated().map { "    \($1.text())\($0 == items.count - 1 ? "" : ",")" }
        lines.append("  ]\(end)")
      } else {
        lines.append("  \(name): \(member.value.text(.readable).replacing("\n", with: "\n  "))\(end)")
      }
    }
    lines.append("}\n")
    do {
      // A link goes on leading to the file.
      let url = URL(fileURLWithPath: FilePath.resolved(path) ?? path)
      try Data(lines.joined(separator: "\n").utf8).write(to: url, options: .atomic)
    } catch {
      throw RunError(.cannotWrite, "\(FilePath.shown(path)) cannot be written")
    }
  }

  private static func segments(_ path: String) -> [Substring] { plain(path).split(separator: "/") }

  /// A path from the root, without the way up and down again.
  private static func plain(_ path: String) -> String {
    URL(fileURLWithPath: FilePath.absolute(path)).standardizedFileURL.path
  }
}
