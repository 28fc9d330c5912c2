import FalJSON
import FalSchema

/// Writes one endpoint as Swift source.
struct EndpointEmitter {
  let endpoint: EndpointModel
  let options: EmitOptions

  func emit(into text: inout SwiftText) {
    let emitter = TypeEmitter(options: options)
    text.blank()
    text.documentation(["\(endpoint.title): \(endpoint.category).", "", "`\(endpoint.id)`"])
    if !endpoint.isOffered {
      text.line("@available(*, deprecated, message: \"fal does not offer this model any longer\")")
    }
    let role = endpoint.isStreaming ? "FalStreamingEndpoint" : "FalEndpoint"
    text.block("\(options.modifier)enum \(endpoint.name): \(role)") { text in
      text.documentation(["The name under which fal serves the model."])
      text.line("\(options.modifier)static var id: EndpointID { \(SwiftLiteral.string(endpoint.id)) }")
      emitRoot(endpoint.input, "Input", "What the model takes.", into: &text)
      emitRoot(endpoint.output, "Output", "What the model returns.", into: &text)
      for alias in endpoint.aliases where alias.name != "Output" { emit(alias, into: &text) }
      for type in endpoint.types { emitter.emit(type, into: &text) }
    }
  }

  /// Names an input or output that is not a type inside the endpoint.
  private func emitRoot(_ type: NamedType, _ name: String, _ summary: String, into text: inout SwiftText) {
    let type = endpoint.aliases.first { type == .own(TypeName(text: $0.name)) && $0.name == name }?.type ?? type
    if type == .own(TypeName(text: name)) { return }
    text.blank()
    text.documentation([summary])
    text.line("\(options.modifier)typealias \(name) = \(TypeEmitter.swiftType(type))")
  }

  private func emit(_ alias: AliasModel, into text: inout SwiftText) {
    text.blank()
    text.line("\(options.modifier)typealias \(alias.name) = \(TypeEmitter.swiftType(alias.type))")
  }
}
