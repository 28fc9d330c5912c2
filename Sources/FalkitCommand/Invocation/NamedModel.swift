import FalCore
import FalRequests
import FalRunner

/// The model that a command line is about, whose inputs help and completion show.
enum NamedModel {
  /// Its id; `nil` when none is named.
  ///
  /// Inputs may stand before it: `falkit run prompt='a cat' fal-ai/flux/dev`.
  static func of(_ command: CommandDefinition, _ arguments: [String]) -> String? {
    let words = command.takesInputs ? arguments.filter { InputAssignment($0) == nil } : arguments
    guard let word = words.first else { return nil }
    switch command.arguments.first?.values {
    case .endpoint: return ModelAddress.id(in: word) ?? word
    case .request where command.takesInputs: return endpoint(ofRequest: word)
    default: return nil
    }
  }

  /// The model of a request of this machine, or of the description beside a file.
  private static func endpoint(ofRequest word: String) -> String? {
    if InputFile.exists(word) {
      guard let file = try? SmallFile(word, limit: 1 << 20) else { return nil }
      return (try? JSON(parsing: String(decoding: file.bytes, as: UTF8.self)))?["endpoint_id"].string
    }
    return try? Waiting.run { try await RequestStore().find(word).endpoint.description }
  }
}
