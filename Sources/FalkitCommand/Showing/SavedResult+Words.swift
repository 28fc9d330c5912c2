import FalRunner

extension SavedResult {
  /// What the shell is told: all is well, some files are missing, or nothing can be written.
  var exitCode: ExitCode {
    if failures.isEmpty { return .ok }
    let cannotWrite = failures.allSatisfy { ExitCode($0.error.kind) == .cannotWrite }
    return files.isEmpty && cannotWrite ? .cannotWrite : .partial
  }

  /// Shows what was saved: facts on standard error, and for scripts the paths on standard output.
  func show(_ console: Console) throws(RunError) {
    say(console)
    guard !isShown(console), console.mode != .json else { return }
    for file in files where file.path != "-" { try console.print(TerminalText.text(file.path)) }
  }

  /// Whether somebody sees the facts, so that the paths alone would only repeat them.
  func isShown(_ console: Console) -> Bool {
    console.mode == .human && !console.isQuiet && Terminal.isTerminal(.error)
  }

  /// Says what was saved, a line per file, and what was not, on standard error.
  func say(_ console: Console) {
    let width = files.map { TerminalText.text($0.path).displayWidth }.max() ?? 0
    for file in files {
      let size = file.width.flatMap { width in file.height.map { "\(width)x\($0)" } }
      let facts = [size, ByteCount.words(file.byteCount)].compactMap(\.self).joined(separator: "   ")
      let word = file.isReused ? "there" : "saved"
      console.say("\(word)  \(TerminalText.text(file.path).padded(to: width))   \(facts)")
      if let ending = file.wrongEnding, let type = file.contentType {
        let advice = "{ext} in --output gives the right ending"
        console.say(warning: "\(file.path) is \(type), whatever \(ending) says; \(advice)")
      }
    }
    for failure in failures { console.say(failure: "\(failure.field) was not saved: \(failure.error.message)") }
  }
}

extension SaveProgress {
  /// For a line that changes: `1 of 2 files, 1.2 MB of 3.4 MB`.
  var words: String {
    let count = fileCount == 1 ? "" : "\(files) of \(fileCount) files, "
    return "\(count)\(ByteCount.words(bytes)) of \(ByteCount.words(max(bytes, byteCount)))"
  }
}
