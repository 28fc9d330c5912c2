import FalCore
import FalGenerator
package import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compares the names that are recorded with those that the registry asks for now.
package struct NamesUpdate {
  /// The path of the names below the registry.
  package static var path: String { NamesDocument.path }

  /// The path of what the generator remarks about the models, below the registry.
  ///
  /// Whoever wants to read what a sync changes
  /// of it makes the file.
  package static let remarksPath = "remarks.txt"

  /// What is noticed about names: new ones, and recorded ones that cannot stay as they are.
  package let diagnostics: [RegistryDiagnostic]
  /// What is noticed about the service's documents, by endpoint, with file and line: what cannot be typed, and what is
  /// named oddly.
  package let remarks: [String: [RegistryDiagnostic]]
  /// The endpoints that have names which are not recorded.
  package let added: [String]
  /// Whether types that several endpoints share have names that are not recorded.
  private let hasNewShared: Bool
  /// Whether the registry lists other remarks than there are.
  private let hasOtherRemarks: Bool
  /// What the file should hold.
  private let document: NamesDocument
  private let isWritable: Bool
  /// What `remarks.txt` should hold.
  private let remarkList: String

  /// Names everything in a registry.
  ///
  /// - Parameters:
  ///   - folder: The registry.
  ///   - base: falkit's registry, for those that are made to be laid over it: its names are nobody else's, and the models
  ///     that it knows are called as they are there.
  ///   - acceptsRenames: Whether names that had to change, or were changed by hand, are taken over.
  /// - Throws: `RegistryError` when a file is missing or broken.
  package init(
    folder: RegistryFolder,
    over base: Registry? = nil,
    acceptsRenames: Bool = false
  ) throws(RegistryError) {
    let base = folder.isOverlay ? base : nil
    var document = try NamesDocument(folder: folder)
    let records = try folder.records()
    let parser = RegistryParser(
      folder: folder,
      glossary: Glossary(json: try folder.document(.glossary, over: base)),
      overrides: Overrides(json: try folder.document(.overrides, over: base))
    )
    var diagnostics: [RegistryDiagnostic] = []
    var remarks: [String: [RegistryDiagnostic]] = [:]
    isWritable = document.isUntouched || acceptsRenames
    if !isWritable {
      diagnostics.append(
        RegistryDiagnostic(
          .error,
          "changed-name",
          NamesDocument.path,
          "the file was changed by hand, but public names never change; restore it, or accept what it says with "
            + "falkit registry import --accept-renames"
        )
      )
    }
    let recorded = document.names
    var known = recorded
    let below = NamesDocument(json: try base?.recordedNames() ?? [:]).names
    for record in records where known.endpoints[record.id] == nil {
      known.endpoints[record.id] = below.unshared(record.id)
    }
    let typeNames = TypeNames.assigned(to: records.map(\.id), recorded: known.typeNames, except: below.ofTypes)
    diagnostics += Self.clashes(typeNames)
    var typed: [EndpointRecord] = []
    for record in records where record.hasSchema {
      typed.append(record)
      guard let module = known.endpoints[record.id]?.module, module != record.module else { continue }
      // A target's own types are in the target.
      if acceptsRenames || folder.isOverlay {
        known.endpoints[record.id]?.module = record.module
      } else {
        diagnostics.append(Self.moved(record, from: module, known.endpoints[record.id]?.type ?? record.id))
      }
    }
    var generator = ModelGenerator(names: known, typeNames: typeNames, taken: below.ofTypes)
    for record in typed { if let source = try parser.source(of: record) { generator.add(source) } }
    let named = generator.result(acceptsRenames: acceptsRenames)
    let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
    for diagnostic in named.diagnostics {
      guard let record = byID[diagnostic.endpoint] else { continue }
      if diagnostic.severity != .error {
        remarks[record.id, default: []].append(Self.remark(diagnostic, on: record, in: folder))
      } else if !acceptsRenames {
        diagnostics.append(
          RegistryDiagnostic(.error, diagnostic.code.rawValue, record.id, "\(diagnostic.path): \(diagnostic.message)")
        )
      }
    }
    // What is noticed of a name when it is given is not noticed again.
    let remarkList = named.diagnostics.filter { $0.severity != .error && $0.code != .numberedName }
      .map { "\($0)\n" }.sorted().joined()
    self.remarkList = remarkList
    hasOtherRemarks = try folder.bytes(of: Self.remarksPath).map { $0 != Data(remarkList.utf8) } ?? false
    let names = named.names
    added = names.endpoints.keys.filter { names.endpoints[$0] != recorded.endpoints[$0] }.sorted()
    for id in added where known.endpoints[id] == nil && typeNames[id] != TypeNames.plainName(of: id) {
      diagnostics.append(
        RegistryDiagnostic(
          .note,
          "shared-type-name",
          id,
          "its type is called \(typeNames[id] ?? id), because another endpoint has the plain name"
        )
      )
    }
    hasNewShared = names.shared != recorded.shared
    document.names = names
    self.diagnostics = diagnostics
    self.remarks = remarks
    self.document = document
  }

  private static func moved(_ record: EndpointRecord, from module: String, _ type: String) -> RegistryDiagnostic {
    RegistryDiagnostic(
      .error,
      "changed-name",
      record.id,
      "\(type) is in \(module) and cannot move to \(record.module): programs import it from there"
    )
  }

  /// A note, because it is about the service's data and nothing is lost.
  private static func remark(
    _ diagnostic: GeneratorDiagnostic,
    on record: EndpointRecord,
    in folder: RegistryFolder
  ) -> RegistryDiagnostic {
    var place = record.snapshot?.path ?? record.id
    if let line = SourceFile(path: folder.absolute(place)).line(of: diagnostic.member) { place += ":\(line)" }
    return RegistryDiagnostic(
      .note,
      diagnostic.code.rawValue,
      place,
      "\(record.id): \(diagnostic.path): \(diagnostic.message)"
    )
  }

  /// What is wrong when the file should already be complete.
  package var verification: [RegistryDiagnostic] {
    var missing = added.map { id in
      RegistryDiagnostic(
        .error,
        "missing-name",
        id,
        "it has names that \(NamesDocument.path) lacks; falkit registry import, without a feed, adds them"
      )
    }
    if hasNewShared {
      missing.append(
        RegistryDiagnostic(
          .error,
          "missing-name",
          NamesDocument.path,
          "types that several endpoints share have names that the file lacks; falkit registry import, without a feed, adds "
            + "them"
        )
      )
    }
    if hasOtherRemarks {
      missing.append(
        RegistryDiagnostic(
          .error,
          "other-remarks",
          Self.remarksPath,
          "the generator remarks something else now; falkit registry import, without a feed, writes it anew"
        )
      )
    }
    return diagnostics.filter { $0.severity == .error } + missing
  }

  /// Writes the names, unless somebody changed the file, and the remarks of a registry that lists them; gives the paths of
  /// what is new.
  package func write(to folder: RegistryFolder) throws(RegistryError) -> [String] {
    var files: [String] = []
    if isWritable, try folder.write(document.bytes, to: NamesDocument.path) { files.append(NamesDocument.path) }
    if try folder.bytes(of: Self.remarksPath) != nil, try folder.write(Array(remarkList.utf8), to: Self.remarksPath) {
      files.append(Self.remarksPath)
    }
    return files
  }

  /// Two endpoints that are called the same, without regard to case.
  private static func clashes(_ names: [String: String]) -> [RegistryDiagnostic] {
    var owners: [String: String] = [:]
    var diagnostics: [RegistryDiagnostic] = []
    for (id, name) in names.sorted(on: \.key) {
      if let owner = owners.updateValue(id, forKey: name.lowercased()) {
        diagnostics.append(
          RegistryDiagnostic(.error, "changed-name", id, "\(owner) is called \(name), too; one of them must change")
        )
      }
    }
    return diagnostics
  }
}
