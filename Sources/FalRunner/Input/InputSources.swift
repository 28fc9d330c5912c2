import FalCore
package import FalRegistry
package import FalRequests
import FalSystem

/// Where the contents of an input come from that do not stand in it themselves.
package struct InputSources: Sendable {
  /// A file that is named.
  package enum LocalFile: Sendable {
    case found(path: String)
    case missing(path: String)
    /// It may not be taken, for this reason.
    case refused(String)
  }

  /// The text of a file; `-` is standard input.
  package var text: @Sendable (_ path: String) throws(RunError) -> String
  /// The file of a name.
  package var file: @Sendable (_ name: String) -> LocalFile
  /// The addresses of the media of an earlier request.
  ///
  /// Its name may be followed by a colon and a place in its result; `nil` where requests cannot be named.
  package var media: (@Sendable (_ request: String, _ kind: MediaKind) async throws(RunError) -> [String])?
  /// The bytes of standard input, which can be read once, for what they are wanted; `nil` where it cannot be named.
  var standardInput: (@Sendable (_ purpose: String) throws(RunError) -> [UInt8])?

  /// The files of this machine, and the requests on it.
  ///
  /// - Parameters:
  ///   - store: Opens the requests, when one is named.
  ///   - models: What is known of the models of the requests.
  ///   - session: In which session the latest request is looked for.
  ///   - standardInput: The bytes of standard input.
  package init(
    store: @escaping @Sendable () throws(RunError) -> RequestStore,
    models: KnownModels,
    session: String?,
    standardInput: @escaping @Sendable (_ purpose: String) throws(RunError) -> [UInt8]
  ) {
    text = { path throws(RunError) in
      path == "-"
        ? try InputFile.text(try standardInput("text of the input"), "standard input")
        : try InputFile.text(of: UserFolder.expanding(path))
    }
    file = { name in
      let path = UserFolder.expanding(name)
      return FilePath.isReadableFile(path) ? .found(path: path) : .missing(path: path)
    }
    media = { request, kind throws(RunError) in
      try await RequestMedia(request).addresses(kind, try store(), session, models)
    }
    self.standardInput = standardInput
  }

  /// The files of a folder, for names that stand in a file, which may be anybody's.
  ///
  /// - Parameters:
  ///   - folder: What files may be in.
  ///   - base: The folder that names are relative to; where there is no such file there, they are to `folder`.
  package init(filesOf folder: String, relativeTo base: String) {
    let root = FilePath.resolved(folder)
    file = { name in
      // To the system it would end there.
      if name.utf8.contains(0) { return .refused("no file has such a name") }
      let names = name.hasPrefix("/") ? [name] : ["\(base)/\(name)", "\(folder)/\(name)"]
      let paths = names.compactMap(FilePath.resolved)
      guard let root, let path = paths.first(where: { $0.hasPrefix(root == "/" ? root : root + "/") }) else {
        return paths.isEmpty
          ? .missing(path: names[0])
          : .refused("\(name) is not in \(folder), and only files of that folder may be taken")
      }
      return FilePath.isReadableFile(path) ? .found(path: path) : .missing(path: path)
    }
    text = { [file] name throws(RunError) in
      switch file(name) {
      case .found(let path): return try InputFile.text(of: path)
      case .missing(let path): throw RunError(.notFound, "there is no file \(path)")
      case .refused(let reason): throw RunError(.invalid, reason)
      }
    }
  }
}
