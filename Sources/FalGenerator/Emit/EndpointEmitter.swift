import FalJSON
import FalSchema

/// Writes one endpoint as Swift source.
struct EndpointEmitter {
  let endpoint: EndpointModel
  let types: ModuleTypes
  let access: Access

  func emit(into text: inout SwiftText) {
    let emitter = TypeEmitter(endpoint: endpoint, types: types, access: access, isInside: true)
    text.blank()
    text.documentation(["\(endpoint.title): \(endpoint.category).", "", "`\(endpoint.id)`"])
    if !endpoint.isOffered {
      text.line("@available(*, deprecated, message: \"fal does not offer this model any longer\")")
    }
    text.block("\(access.modifier)enum \(endpoint.name): FalEndpoint") { text in
      text.documentation(["The name under which fal serves the model."])
      text.line("\(access.modifier)static var id: EndpointID { \(SwiftLiteral.string(endpoint.id)) }")
      emitRoot(endpoint.input, "Input", "What the model takes.", into: &text)
      emitRoot(endpoint.output, "Output", "What the model returns.", into: &text)
      for type in endpoint.types {
        if let shared = types.sharedName(of: type.name, in: endpoint) {
          text.blank()
          text.documentation(TypeEmitter.summary(of: type))
          text.line("\(access.modifier)typealias \(type.name) = \(TypeEmitter.reference(to: type, named: shared))")
        } else {
          emitter.emit(type, as: type.name, into: &text)
        }
      }
    }
  }

  /// Names an input or output that is not a type of its own.
  private func emitRoot(_ type: ValueType, _ name: String, _ summary: String, into text: inout SwiftText) {
    if type == .own(name) { return }
    text.blank()
    text.documentation([summary])
    let emitter = TypeEmitter(endpoint: endpoint, types: types, access: access, isInside: true)
    text.line("\(access.modifier)typealias \(name) = \(emitter.swiftType(type))")
  }
}
