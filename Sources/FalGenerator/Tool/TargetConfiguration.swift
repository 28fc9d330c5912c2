import FalJSON
import FalSchema

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `falkit.json` in a target: which endpoints it wants.
struct TargetConfiguration: Sendable {
  /// Ids, and globs over ids.
  let endpoints: [String]
  /// Who can use the types, `internal` when the file does not say, and what they conform to.
  let options: EmitOptions
  /// The folder of a registry of one's own; `nil` for falkit's.
  let registry: String?

  private static let names = ["endpoints", "access", "conformances", "registry"]

  init(path: String) throws(GenerationError) {
    let file = SourceFile(path: path)
    let bytes = try file.bytes()
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: bytes, duplicateNames: .reject)
    } catch {
      throw GenerationError(error.description, file: path)
    }
    guard let object = json.object else { throw GenerationError("expected an object with \"endpoints\"", file: path) }
    for name in object.names where !Self.names.contains(name) {
      let nearest = NearestNames.of(name, among: Self.names).first.map { "; did you mean \"\($0)\"?" } ?? ""
      throw GenerationError("there is no setting \"\(name)\"\(nearest)", file: path, line: file.line(of: name))
    }
    guard let list = object["endpoints"]?.array, !list.isEmpty else {
      throw GenerationError("expected a list of ids under \"endpoints\", as in [\"fal-ai/flux/dev\"]", file: path)
    }
    endpoints = try list.map { (item) throws(GenerationError) in
      guard let id = item.string else {
        throw GenerationError("expected an id in quotes, found \(item)", file: path, line: file.line(of: "endpoints"))
      }
      return id
    }
    options = EmitOptions(
      access: try Self.access(object["access"], file),
      conformances: try Self.conformances(object["conformances"], file)
    )
    if let value = object["registry"] {
      guard let text = value.string, !text.isEmpty else {
        throw GenerationError("expected the path of a folder under \"registry\"", file: path)
      }
      registry = text.hasPrefix("/") ? text : Self.folder(of: path) + "/" + text
    } else {
      registry = nil
    }
  }

  private static func access(_ value: JSON?, _ file: SourceFile) throws(GenerationError) -> Access {
    guard let value else { return .internal }
    if let access = value.string.flatMap(Access.init) { return access }
    let known = Access.allCases.map(\.rawValue).joined(separator: ", ")
    throw GenerationError("\"access\" is one of \(known), not \(value)", file: file.path, line: file.line(of: "access"))
  }

  private static func conformances(_ value: JSON?, _ file: SourceFile) throws(GenerationError) -> Set<Conformance> {
    guard let value else { return [] }
    let known = Conformance.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " and ")
    guard let names = value.array else {
      throw GenerationError(
        "\"conformances\" is a list that can have \(known), not \(value)",
        file: file.path,
        line: file.line(of: "conformances")
      )
    }
    var conformances: Set<Conformance> = []
    for name in names {
      guard let conformance = name.string.flatMap(Conformance.init) else {
        throw GenerationError(
          "types cannot be made \(name.string ?? name.text()); \"conformances\" can have \(known)",
          file: file.path,
          line: file.line(of: name.string ?? "conformances")
        )
      }
      conformances.insert(conformance)
    }
    return conformances
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
