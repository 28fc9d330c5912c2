import FalSystem

/// How the files of results are saved.
package struct SavePolicy: Sendable {
  package enum Destination: Sendable {
    case files(OutputTemplate)
    /// The only file goes to whoever takes it, by the path where it is for a moment.
    case only(@Sendable (_ path: String) throws -> Void)
  }

  /// What happens where there is a file already.
  package enum Conflict: Sendable {
    case number, overwrite, skip
  }

  package var destination = Destination.files(.standard)
  /// Whether the user said where files go, so that a copy somewhere else does not count.
  package var isDestinationGiven = false
  package var conflict = Conflict.number
  package var writesSidecars = false
  /// What files may not leave, where a project's file says where they go.
  package var boundary: ProjectBoundary?
  /// The values of a batch's line, which names may have.
  package var columns: [String: String] = [:]
  /// The most bytes that a file may have; `nil` without a limit.
  package var limit: Int?
  /// How many are transferred at a time.
  package var jobs = 4

  /// Saves into the current folder.
  package init() {}

  /// Makes sure that files can be written where they are to go, as far as that can be known before there are any.
  ///
  /// - Throws: `RunError` of kind `cannotWrite`.
  package func check() throws(RunError) {
    guard case .files(let template) = destination else { return }
    func named(_ folder: String) -> String {
      let name = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      return name.isEmpty ? "." : name
    }
    var folder = named(template.folder)
    // What is not there can be made where what it lies in can be changed.
    while !FilePath.exists(folder) { folder = named(FilePath.folder(of: folder)) }
    guard FilePath.isFolder(folder) else {
      throw RunError(.cannotWrite, "\(folder) is a file, and no folder for others")
    }
    if let boundary {
      let path = FilePath.absolute(template.folder.isEmpty ? "./" : template.folder)
      try boundary.check(path + "x")
      if case .text(let text)? = template.parts.first { try boundary.check(FilePath.absolute(text)) }
    }
    guard FilePath.isWritable(folder) else { throw RunError(.cannotWrite, "nothing can be written to \(folder)") }
  }
}
