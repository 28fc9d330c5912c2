import FalJSON

/// The glossary as it holds for one endpoint.
package struct EndpointGlossary: Sendable {
  let scopes: [JSON]

  /// What a name means.
  ///
  /// - Parameters:
  ///   - path: The name; for a member of an object, the names from the outermost to its own.
  ///   - side: Whether it is an input or an output.
  /// - Returns: One sentence, or `nil` when the glossary does not know the name.
  package func meaning(of path: [String], _ side: Glossary.Side) -> String? {
    // A member is never explained by the name alone: `loras.scale` has nothing to do with the `scale` of an upscaler.
    let name = path.count == 1 ? path[0] : path.suffix(2).joined(separator: ".")
    for scope in scopes { if let text = scope[side.rawValue][name].string { return text } }
    return nil
  }
}
