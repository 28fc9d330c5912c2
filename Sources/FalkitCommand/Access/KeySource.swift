import FalCore

/// Where the key comes from.
enum KeySource: Sendable {
  /// A file that the user named; `-` is standard input.
  case file(String)
  /// `FAL_KEY`.
  case variable
  /// `FAL_KEY_ID` with `FAL_KEY_SECRET`.
  case twoVariables
  /// None is needed: a local fal takes any.
  case local

  var words: String {
    switch self {
    case .file("-"): "standard input"
    case .file(let path): path
    case .variable: "FAL_KEY"
    case .twoVariables: "FAL_KEY_ID and FAL_KEY_SECRET"
    case .local: "a local fal"
    }
  }

  /// The key, and where it was found: the file that the user names, else the environment; `nil` when there is none.
  ///
  /// - Throws: `CommandError` with exit code 77 when there is one that cannot be a key.
  static func find(file: String?) throws(CommandError) -> (credentials: FalCredentials, source: KeySource)? {
    do throws(FalError) {
      if let file { return (try FalCredentials(key: try readKey(file)), .file(file)) }
      var variables: [String: String] = [:]
      for name in ["FAL_KEY", "FAL_KEY_ID", "FAL_KEY_SECRET"] { variables[name] = Terminal.environment(name) }
      guard let credentials = try FalCredentials(environment: variables) else { return nil }
      return (credentials, variables["FAL_KEY"]?.isEmpty == false ? .variable : .twoVariables)
    } catch {
      throw CommandError(.auth, error.message, hint: "falkit check-key --help")
    }
  }

  private static func readKey(_ file: String) throws(FalError) -> String {
    do throws(CommandError) {
      let bytes = file == "-" ? try Terminal.readInput() : try InputFile.bytes(of: file)
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw FalError(.invalidConfiguration, "there is no key: \(error.message)")
    }
  }
}

extension FalCredentials {
  /// The last four characters of the key's public half, by which its owner knows it; `nil` when it has no such half.
  var idEnd: String? {
    guard let id = halves?.id, id.count >= 8 else { return nil }
    return String(id.suffix(4))
  }
}
