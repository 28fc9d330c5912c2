/// How the files of results are saved, as the options say.
struct SaveOptions: Sendable {
  enum Destination: Sendable {
    case files(OutputTemplate)
    /// The only file's bytes.
    case standardOutput
  }

  /// What happens where there is a file already.
  enum Conflict: Sendable {
    case number, overwrite, skip
  }

  var destination = Destination.files(.standard)
  /// Whether the user said where files go, so that a copy somewhere else does not count.
  var isDestinationGiven = false
  var conflict = Conflict.number
  var writesSidecars = false
  /// What files may not leave, where a project's file says where they go.
  var boundary: ProjectBoundary?
  /// How many are transferred at a time.
  var jobs = 4

  /// Saves into the current folder.
  init() {}

  /// Reads the options; `nil` when nothing is to be saved, which with `always` is never.
  ///
  /// Where no name is given, files get the standard one.
  ///
  /// - Throws: `CommandError` with exit code 64.
  init?(
    _ invocation: Invocation,
    always: Bool = false,
    standard: OutputTemplate = .standard
  ) throws(CommandError) {
    let settings = invocation.settings
    let output = invocation.value("output")
    let isOn = try settings.download
    guard always || isOn || output != nil else {
      for option in ["overwrite", "skip-existing", "sidecar"] where invocation.has(option) {
        throw .usage("--\(option) is of use only when something is saved: add --download or --output")
      }
      return nil
    }
    isDestinationGiven = output != nil
    if output == "-" {
      destination = .standardOutput
      try Self.checkStandardOutput(invocation)
    } else {
      let (folder, name) = (try settings.outputFolder, try settings.outputTemplate)
      let path = folder.map { "\($0)/\(name ?? "")" } ?? name
      let template = if let path { try OutputTemplate(path, inFolders: standard) } else { standard }
      destination = .files(template)
      boundary = try settings.outputBoundary
    }
    switch (invocation.has("overwrite"), invocation.has("skip-existing")) {
    case (true, true): throw .usage("--overwrite and --skip-existing do not go together")
    case (true, false): conflict = .overwrite
    case (false, true): conflict = .skip
    case (false, false): break
    }
    writesSidecars = invocation.has("sidecar")
    jobs = try settings.jobs
  }

  private static func checkStandardOutput(_ invocation: Invocation) throws(CommandError) {
    if invocation.console.mode == .json {
      throw .usage("--output - and JSON would both be on standard output; give a file")
    }
    if invocation.has("sidecar") { throw .usage("--sidecar needs a file beside which it is written, not -") }
    if Terminal.isTerminal(.output) {
      throw .usage("--output - writes the file's bytes, which do not belong on a terminal; give a file, or a pipe")
    }
  }
}

extension SaveOptions {
  /// What commands that have results take.
  static let options = [download, output] + details

  /// What commands that save in any case take.
  static let optionsOfSaving = [output] + details

  private static let download = OptionDefinition(name: "download", short: "d", summary: "Save the result's files.")

  private static let output = OptionDefinition(
    name: "output",
    short: "o",
    value: "TEMPLATE",
    summary: "Save files under this name, or in this folder; - writes the only one to standard output. Placeholders: "
      + OutputPlaceholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ") + ".",
    values: .file,
    defaultText: OutputTemplate.standardText
  )

  static let jobsOption = OptionDefinition(
    name: "jobs",
    value: "N",
    summary: "Transfer so many files at a time.",
    defaultText: "4"
  )

  private static let details = [
    OptionDefinition(
      name: "overwrite",
      summary: "Replace files that are there already, instead of numbering new ones."
    ),
    OptionDefinition(name: "skip-existing", summary: "Leave out files that are there already."),
    OptionDefinition(name: "sidecar", summary: "Write NAME.json beside each file: model, input, seed, times."),
    jobsOption,
  ]
}
