import FalCore
import FalGenerator
import FalRegistry
import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandDefinition {
  static let generate = CommandDefinition(
    name: "generate",
    group: .find,
    summary: "Print Swift types of models, for a file to commit.",
    details: [
      "The types are those of falkit's modules and plugin, under the same names; they need FalCore, and FalStorage for "
        + "files on disk. A file is replaced only when it was made by falkit."
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "A model's id, or a glob over ids.", repeats: true, values: .endpoint)
    ],
    options: [
      OptionDefinition(
        name: .output,
        short: "o",
        value: "FILE",
        summary: "Where they are written.",
        values: .file,
        defaultText: "standard output"
      ),
      OptionDefinition(
        name: .access,
        value: "ACCESS",
        summary: "Who can use them.",
        values: .choices(Access.allCases.map(\.rawValue)),
        defaultText: "internal"
      ),
      OptionDefinition(
        name: .conform,
        value: "PROTOCOL",
        summary: "What they conform to besides what calls need; may be given twice.",
        repeats: true,
        values: .choices(Conformance.allCases.map(\.rawValue))
      ),
    ],
    examples: [
      Example(
        command: "falkit generate fal-ai/flux/dev fal-ai/whisper -o Models.swift",
        meaning: "two models in a file"
      ),
      Example(command: "falkit generate 'fal-ai/kling-video/v3/*'", meaning: "a family of models"),
    ],
    exitCodes: [.ok, .usage, .notFound, .cannotWrite, .config],
    run: GenerateCommand.run
  )
}

enum GenerateCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let options = EmitOptions(
      access: invocation.value(.access).flatMap(Access.init) ?? .internal,
      conformances: Set(invocation.values(.conform).compactMap(Conformance.init))
    )
    let records = try records(invocation)
    let registry = try invocation.registry()
    let result = try invocation.readingRegistry { () throws(RegistryError) in
      let document = NamesDocument(json: try registry.recordedNames())
      let names = document.names(of: records.map(\.id))
      var typeNames: [String: String] = [:]
      if names.endpoints.count < records.count {
        typeNames = TypeNames.assigned(to: try registry.models().map(\.id), recorded: document.names.typeNames)
      }
      var generator = ModelGenerator(names: names, typeNames: typeNames)
      for record in records {
        let model = try registry.model(of: record)
        generator.add(EndpointSource(record: record, schema: model.schema, glossary: model.glossary))
      }
      return generator.result()
    }
    for diagnostic in result.diagnostics { invocation.console.sayVerbosely("\(diagnostic)") }
    let source = result.source(options)
    guard let path = invocation.value(.output) else {
      try invocation.console.print(String(source.dropLast()))
      return .ok
    }
    try write(source, to: path)
    invocation.console.say("\(path): \(records.count) \(records.count == 1 ? "model" : "models")")
    return .ok
  }

  /// The records of the models that were named, each once, in order.
  private static func records(_ invocation: Invocation) throws(RunError) -> [EndpointRecord] {
    var chosen: [String: EndpointRecord] = [:]
    for text in invocation.arguments {
      if Glob.isPattern(text) {
        let glob = Glob(text)
        let fitting = try invocation.records().filter { $0.hasSchema && glob.matches($0.id) }
        if fitting.isEmpty {
          throw RunError(
            .notFound,
            "no model with a schema fits \(text)",
            hint: "falkit models \(Shell.quoted(text))"
          )
        }
        for record in fitting { chosen[record.id] = record }
      } else {
        let record = try invocation.record(named: text)
        guard record.hasSchema else {
          throw RunError(
            .notFound,
            "fal gives no schema for \(record.id), so there are no types for it; call it untyped",
            endpointID: record.id
          )
        }
        chosen[record.id] = record
      }
    }
    return chosen.values.sorted(on: \.id)
  }

  /// What people wrote themselves is not lost to a wrong word.
  private static func write(_ source: String, to path: String) throws(RunError) {
    if InputFile.exists(path), !(try InputFile.text(of: path)).hasPrefix(SwiftText.mark) {
      throw RunError(.cannotWrite, "\(path) was not made by falkit, and is not replaced", hint: "-o another file")
    }
    do {
      try Data(source.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw RunError(.cannotWrite, "\(path) cannot be written", hint: "-o FILE")
    }
  }
}
