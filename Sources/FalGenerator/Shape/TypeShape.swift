/// A type of an endpoint's own, before it has a Swift name.
struct TypeShape: Sendable {
  /// Where it stands in the endpoint's input or output: `Input`, `Input.loras`.
  let path: String
  /// The path of the type that it is inside of; `nil` for the outermost.
  let parent: String?
  /// The words its name is made of.
  let hint: String
  let content: Content

  enum Content: Sendable {
    case object([MemberShape])
    case choice(ChoiceShape)
    case union([BranchShape])
  }

  /// How deep inside the input or output it stands.
  let depth: Int
  /// The member that it is a value of, as the service writes it; `nil` for the whole input or output.
  let member: String?

  /// Whether it belongs to the input.
  var isInput: Bool { path == "Input" || path.hasPrefix("Input.") || path.hasPrefix("Input|") }

  /// Whether it is a set of values.
  var isChoice: Bool {
    if case .choice = content { true } else { false }
  }
}
