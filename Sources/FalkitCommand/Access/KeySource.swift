import FalCore
import FalRunner
import FalSystem

/// Where the key comes from.
enum KeySource: Sendable {
  /// A file that the user named; `-` is standard input.
  case file(String)
  /// `FAL_KEY`.
  case variable
  /// `FAL_KEY_ID` with `FAL_KEY_SECRET`.
  case twoVariables
  /// A file of the working directory, where the user's own settings allow it.
  case note(String)
  /// The file of `falkit auth set`.
  case stored(String)
  /// `MATON_API_KEY`, which is a key for that gateway and not for fal.
  case maton
  /// None is needed: a local fal takes any.
  case local

  var words: String {
    switch self {
    case .file("-"): "standard input"
    case .file(let path): path
    case .variable: "FAL_KEY"
    case .twoVariables: "FAL_KEY_ID and FAL_KEY_SECRET"
    case .note(let name): "\(name) of the working directory"
    case .stored(let path): path
    case .maton: "MATON_API_KEY"
    case .local: "a local fal"
    }
  }
}

extension KeySource {
  /// The key, and where it was found; `nil` when there is none.
  ///
  /// The file that the user names wins, then the environment, then files of the working directory if the user's own
  /// settings say so, then the stored key, then that of a gateway.
  ///
  /// - Throws: `RunError` with exit code 77 when there is one that cannot be a key.
  static func find(_ invocation: Invocation) throws(RunError) -> (credentials: FalCredentials, source: KeySource)? {
    guard let (text, source) = try text(invocation) else { return nil }
    do throws(FalError) {
      return (try FalCredentials(key: text), source)
    } catch {
      throw RunError(.auth, "\(error.message) (from \(source.words))", hint: "falkit check-key --help")
    }
  }

  private static func text(_ invocation: Invocation) throws(RunError) -> (text: String, source: KeySource)? {
    if let file = invocation.value(.keyFile) { return (try text(ofFile: file, invocation), .file(file)) }
    var variables: [String: String] = [:]
    for name in names { variables[name] = ProcessEnvironment.value(name) }
    if let (text, isWhole) = text(in: variables) { return (text, isWhole ? .variable : .twoVariables) }
    if try invocation.settings.readsDotenv {
      if let file = try SmallFile(".env"), let (text, _) = text(in: EnvironmentFile(file.bytes).values) {
        return (text, .note(".env"))
      }
      if let file = try SmallFile("TOOLS.md", limit: 1 << 20), let text = ToolNotes.key(in: file.bytes) {
        return (text, .note("TOOLS.md"))
      }
    }
    if let (text, path) = try StoredKey.read() { return (text, .stored(path)) }
    if let text = ProcessEnvironment.value("MATON_API_KEY"), !text.isEmpty { return (text, .maton) }
    return nil
  }

  private static let names = ["FAL_KEY", "FAL_KEY_ID", "FAL_KEY_SECRET"]

  private static func text(in variables: [String: String]) -> (text: String, isWhole: Bool)? {
    if let key = variables["FAL_KEY"], !key.isEmpty { return (key, true) }
    guard let id = variables["FAL_KEY_ID"], let secret = variables["FAL_KEY_SECRET"], !id.isEmpty, !secret.isEmpty
    else { return nil }
    return ("\(id):\(secret)", false)
  }

  /// No key is nearly as long.
  private static let mostBytes = 64 << 10

  private static func text(ofFile file: String, _ invocation: Invocation) throws(RunError) -> String {
    do throws(RunError) {
      let bytes =
        file == "-"
        ? try invocation.standardInput.read(for: "key", atMost: mostBytes)
        : try InputFile.bytes(of: file, atMost: mostBytes)
      return try InputFile.text(bytes, file)
    } catch {
      if error.kind == .usage { throw error }
      throw RunError(.auth, "there is no key: \(error.message)", hint: "falkit check-key --help")
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
