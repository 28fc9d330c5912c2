import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner

extension CommandDefinition {
  static let registryVerify = CommandDefinition(
    name: "verify",
    group: .setUp,
    summary: "Prove that a registry folder is in order, and print what it holds.",
    details: [
      "Checks that every file is normalised, complete, free of prose and consistent with the index, that no paths or type "
        + "names clash without regard to case, that the glossary explains enough, and that every public Swift name is "
        + "recorded and can stay as it is. -v lists what the service's documents leave open.",
      "Without --registry, and without a folder Registry here, the registry is meant that commands use: the copy of registry sync, "
        + "else the bundled one, of which every document is read.",
    ],
    exitCodes: [.ok, .failed, .usage, .notFound, .config],
    run: RegistryVerifyCommand.run
  )
}

enum RegistryVerifyCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    guard let folder = try folder(invocation) else { return try verifyBundled(invocation) }
    let report = try invocation.readingRegistry { () throws(RegistryError) in
      var verifier = RegistryVerifier(folder: folder, over: FalCatalog.registry)
      var report = try verifier.run()
      // What cannot be read cannot be named.
      if !report.hasErrors {
        let names = try NamesUpdate(folder: folder, over: FalCatalog.registry)
        report.diagnostics += names.verification + names.remarks.sorted { $0.key < $1.key }.flatMap(\.value)
      }
      return report
    }
    let console = invocation.console
    let failures = report.diagnostics.count { $0.severity == .error }
    if console.mode == .json {
      try console.print(json(report, isValid: failures == 0))
    } else {
      for diagnostic in report.diagnostics { console.say(diagnostic) }
      console.sayNotes(report.diagnostics)
      try console.print(console.isQuiet ? verdict(failures) : text(report, failures))
      for (side, coverage) in [("inputs", report.inputs), ("outputs", report.outputs)] where !coverage.missing.isEmpty {
        let names = coverage.missing.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        console.sayVerbosely("\(side) that the glossary does not explain, with how many models have them: \(names)")
      }
    }
    return failures == 0 ? .ok : .failed
  }

  /// The folder that is meant; `nil` for the bundled registry, which has none.
  private static func folder(_ invocation: Invocation) throws(RunError) -> RegistryFolder? {
    let isNamed = try invocation.settings.registryFolder != nil
    if isNamed || RegistryFolder(path: "Registry").exists { return try invocation.registryFolder(mustExist: true) }
    return UserRegistry.current?.folder.map { RegistryFolder(path: $0) }
  }

  /// The build has verified it; what is left to prove is that it can be read here.
  private static func verifyBundled(_ invocation: Invocation) throws -> ExitCode {
    let registry = FalCatalog.registry
    let records = try invocation.readingRegistry { () throws(RegistryError) in
      let records = try registry.records()
      for record in records { _ = try registry.model(of: record, document: try registry.snapshot(of: record)) }
      return records
    }
    let withSchema = records.count(where: \.hasSchema)
    let console = invocation.console
    if console.mode == .json {
      try console.print([
        "valid": true, "bundled": true, "endpoints": .number(JSONNumber(records.count)),
        "with_schema": .number(JSONNumber(withSchema)),
      ])
    } else {
      try console.print("the bundled registry is in order: \(records.count) endpoints, \(withSchema) with schema")
    }
    return .ok
  }

  private static func text(_ report: RegistryVerifier.Report, _ failures: Int) -> String {
    let rows: [(String, String)] =
      [
        ("endpoints", "\(report.endpoints), \(report.withSchema) with schema"),
        ("categories", "\(report.categories)"),
        ("files", "\(report.files)"),
        ("inputs", coverage(report.inputs)),
        ("outputs", coverage(report.outputs)),
      ] + report.knownFaults.map { ($0.code, "\($0.count) (faults of the service's data, handled)") }
      + remarks(report)
    return (rows + [("registry", verdict(failures))]).map { $0.0.padded(to: 20) + $0.1 }.joined(separator: "\n")
  }

  /// How often the generator had to say something, by what it said.
  private static func remarks(_ report: RegistryVerifier.Report) -> [(String, String)] {
    let meanings = [
      "untyped": "values are any JSON: the documents do not say what they are",
      "many-values": "sets of values are texts: too many for an enum",
      "numbered-name": "names have a number: others became the same in Swift",
    ]
    return meanings.sorted(on: \.key).compactMap { code, meaning in
      let count = report.diagnostics.count { $0.severity == .note && $0.code == code }
      return count == 0 ? nil : (code, "\(count) \(meaning)")
    }
  }

  private static func verdict(_ failures: Int) -> String {
    failures == 0 ? "in order" : "\(failures) problem\(failures == 1 ? "" : "s")"
  }

  private static func coverage(_ coverage: RegistryVerifier.Coverage) -> String {
    let tenths = Int((coverage.percent * 10).rounded(.down))
    return "\(coverage.explained) of \(coverage.all) explained, \(tenths / 10).\(tenths % 10) %"
  }

  private static func json(_ report: RegistryVerifier.Report, isValid: Bool) -> JSON {
    func count(_ value: Int) -> JSON { .number(JSONNumber(value)) }
    func coverage(_ coverage: RegistryVerifier.Coverage) -> JSON {
      [
        "explained": count(coverage.explained), "all": count(coverage.all),
        "unexplained": .object(JSONObject(coverage.missing.map { ($0.name, count($0.count)) })),
      ]
    }
    return [
      "valid": .bool(isValid),
      "endpoints": count(report.endpoints),
      "with_schema": count(report.withSchema),
      "categories": count(report.categories),
      "files": count(report.files),
      "inputs": coverage(report.inputs),
      "outputs": coverage(report.outputs),
      "known_faults": .object(JSONObject(report.knownFaults.map { ($0.code, count($0.count)) })),
      "diagnostics": .array(report.diagnostics.map(DiagnosticJSON.of)),
    ]
  }
}
