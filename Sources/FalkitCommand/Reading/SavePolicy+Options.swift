import FalRunner

extension SavePolicy {
  /// Reads the options; `nil` when nothing is to be saved, which with `always` is never.
  ///
  /// Where no name is given, files get the standard one; `columns` are what the values of a batch's lines are called.
  ///
  /// - Throws: `RunError` with exit code 64.
  init?(
    _ invocation: Invocation,
    always: Bool = false,
    standard: OutputTemplate = .standard,
    columns: Set<String> = []
  ) throws(RunError) {
    self.init()
    let settings = invocation.settings
    let output = invocation.value(.output)
    let isOn = try settings.download
    guard always || isOn || output != nil else {
      for option in [OptionName.overwrite, .skipExisting, .sidecar] where invocation.has(option) {
        throw .usage("--\(option) is of use only when something is saved: add --download or --output")
      }
      return nil
    }
    isDestinationGiven = output != nil
    if output == "-" {
      destination = .only { try Terminal.write(fileAt: $0) }
      try Self.checkStandardOutput(invocation)
    } else {
      let (folder, name) = (try settings.outputFolder, try settings.outputTemplate)
      let path = folder.map { "\($0)/\(name ?? "")" } ?? name
      let template =
        if let path {
          try OutputTemplate(path, inFolders: standard, columns: columns, named: "--output")
        } else {
          standard
        }
      destination = .files(template)
      boundary = try settings.outputBoundary
    }
    switch (invocation.has(.overwrite), invocation.has(.skipExisting)) {
    case (true, true): throw .usage("--overwrite and --skip-existing do not go together")
    case (true, false): conflict = .overwrite
    case (false, true): conflict = .skip
    case (false, false): break
    }
    writesSidecars = invocation.has(.sidecar)
    jobs = try settings.jobs
    limit = try invocation.value(.maxDownload).map { text throws(RunError) in
      try ByteCountArgument.bytes(text, option: "--max-download")
    }
    try check()
  }

  private static func checkStandardOutput(_ invocation: Invocation) throws(RunError) {
    if invocation.console.mode == .json {
      throw .usage("--output - and JSON would both be on standard output; give a file")
    }
    if invocation.has(.sidecar) { throw .usage("--sidecar needs a file beside which it is written, not -") }
    if Terminal.isTerminal(.output) {
      throw .usage("--output - writes the file's bytes, which do not belong on a terminal; give a file, or a pipe")
    }
  }

  /// What commands that have results take.
  static let definitions = [download, output] + details

  /// What commands that save in any case take.
  static let definitionsOfSaving = [output] + details

  private static let download = OptionDefinition(name: .download, short: "d", summary: "Save the result's files.")

  private static let output = OptionDefinition(
    name: .output,
    short: "o",
    value: "TEMPLATE",
    summary: "Save files under this name, or in this folder; - writes the only one to standard output. Placeholders: "
      + OutputPlaceholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ") + ".",
    values: .file,
    defaultText: OutputTemplate.standardText
  )

  static let jobsOption = OptionDefinition(
    name: .jobs,
    value: "N",
    summary: "Transfer so many files at a time.",
    defaultText: "4"
  )

  private static let details = [
    OptionDefinition(
      name: .overwrite,
      summary: "Replace files that are there already, instead of numbering new ones."
    ),
    OptionDefinition(name: .skipExisting, summary: "Leave out files that are there already."),
    OptionDefinition(name: .sidecar, summary: "Write NAME.json beside each file: model, input, seed, times."),
    OptionDefinition(name: .maxDownload, value: "SIZE", summary: "Save no file that is larger: 50MB, 2GB."),
    jobsOption,
  ]
}
