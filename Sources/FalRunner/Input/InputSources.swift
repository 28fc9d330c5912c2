import FalCore
package import FalRegistry
package import FalRequests
import FalSystem

/// Where the contents of an input come from that do not stand in it themselves.
package struct InputSources: Sendable {
  /// The text of a file; `-` is standard input.
  package var text: @Sendable (_ path: String) throws(RunError) -> String
  /// Whether there is a file that can be read.
  package var hasFile: @Sendable (_ path: String) -> Bool
  /// The addresses of the media of an earlier request; its name may be followed by a colon and a place in its result.
  package var media: @Sendable (_ request: String, _ kind: MediaKind) async throws(RunError) -> [String]
  /// The bytes of standard input, which can be read once, for what they are wanted.
  var standardInput: @Sendable (_ purpose: String) throws(RunError) -> [UInt8]

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
    hasFile = FilePath.isReadableFile
    media = { request, kind throws(RunError) in
      try await RequestMedia(request).addresses(kind, try store(), session, models)
    }
    self.standardInput = standardInput
  }
}
