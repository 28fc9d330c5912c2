import FalCore

/// What became of the files of a result.
struct SavedResult: Sendable {
  /// A file that is there now.
  struct File: Sendable {
    var field: String
    var url: String
    /// As people like to read it; `-` for standard output.
    var path: String
    var contentType: String?
    var byteCount: Int
    var width: Int?
    var height: Int?
    /// Whether it was there already.
    var isReused = false
  }

  /// A file that could not be saved.
  struct Failure: Sendable {
    var field: String
    var url: String
    var message: String
    var code: ExitCode

    init(_ file: ResultFile, _ error: CommandError) {
      field = file.field
      url = file.reference
      message = error.message
      code = error.code
    }
  }

  /// In the order of the result.
  var files: [File] = []
  var failures: [Failure] = []

  /// What the shell is told: all is well, some files are missing, or nothing can be written.
  var exitCode: ExitCode {
    if failures.isEmpty { return .ok }
    return files.isEmpty && failures.allSatisfy { $0.code == .cannotWrite } ? .cannotWrite : .partial
  }
}

extension SavedResult {
  /// The member `files` of JSON documents.
  var filesJSON: JSON { .array(files.map(\.json)) }

  /// The member `failed_files` of JSON documents.
  var failuresJSON: JSON {
    .array(failures.map { ["field": .string($0.field), "url": .string($0.url), "message": .string($0.message)] })
  }

  /// Shows what was saved: facts on standard error, and for scripts the paths on standard output.
  func show(_ console: Console) throws(CommandError) {
    say(console)
    let isSeen = console.mode == .human && !console.isQuiet && Terminal.isTerminal(.error)
    guard !isSeen, console.mode != .json else { return }
    for file in files where file.path != "-" { try console.print(Harmless.text(file.path)) }
  }

  /// Says what was saved, a line per file, and what was not, on standard error.
  func say(_ console: Console) {
    let width = files.map { Harmless.text($0.path).displayWidth }.max() ?? 0
    for file in files {
      let size = file.width.flatMap { width in file.height.map { "\(width)x\($0)" } }
      let facts = [size, ByteCount.words(file.byteCount)].compactMap(\.self).joined(separator: "   ")
      let word = file.isReused ? "there" : "saved"
      console.say("\(word)  \(Harmless.text(file.path).padded(to: width))   \(facts)")
    }
    for failure in failures { console.say(failure: "\(failure.field) was not saved: \(failure.message)") }
  }
}

extension SavedResult.File {
  fileprivate var json: JSON {
    func number(_ value: Int?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }
    return [
      "field": .string(field), "url": .string(url), "path": .string(path),
      "content_type": contentType.map(JSON.string) ?? .null, "bytes": number(byteCount), "width": number(width),
      "height": number(height), "reused": .bool(isReused),
    ]
  }
}

extension SavedResult {
  mutating func add(_ other: SavedResult) {
    files += other.files
    failures += other.failures
  }
}
