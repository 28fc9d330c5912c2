import FalJSON
import FalSchema

/// Writes a module's types as Swift source, spread over a fixed number of files.
struct ModuleEmitter {
  /// Over how many files a module is spread; fixed, because the plugin declares them all.
  static let shards = 16

  let options: EmitOptions
  let endpoints: [EndpointModel]
  /// The types that stand beside the endpoints.
  let shared: [TypeModel]

  init(_ endpoints: [EndpointModel], shared: [TypeModel], options: EmitOptions) {
    self.options = options
    self.endpoints = endpoints.sorted(on: \.name)
    self.shared = shared
  }

  /// The names of the files.
  static var fileNames: [String] { (0..<shards).map(fileName) }

  /// The source files, by name; those that nothing falls into are almost empty.
  func sources() -> [(name: String, text: String)] {
    var texts = [SwiftText](repeating: SwiftText(), count: Self.shards)
    func add(to shard: Int, _ emit: (inout SwiftText) -> Void) {
      // Not in a file that stays empty: a public import that nothing uses is warned about.
      if texts[shard].isEmpty { texts[shard].line("\(options.modifier)import FalCore") }
      emit(&texts[shard])
    }
    let emitter = TypeEmitter(options: options)
    for type in shared { add(to: Self.shard(of: type.name)) { emitter.emit(type, into: &$0) } }
    for endpoint in endpoints {
      let emitter = EndpointEmitter(endpoint: endpoint, options: options)
      add(to: Self.shard(of: endpoint.id)) { emitter.emit(into: &$0) }
    }
    return texts.enumerated().map { (Self.fileName($0), $1.text) }
  }

  /// One source file with everything.
  func source() -> String {
    var text = SwiftText()
    text.line("\(options.modifier)import FalCore")
    let emitter = TypeEmitter(options: options)
    for type in shared { emitter.emit(type, into: &text) }
    for endpoint in endpoints { EndpointEmitter(endpoint: endpoint, options: options).emit(into: &text) }
    return text.text
  }

  private static func shard(of name: String) -> Int {
    Int(StableHash.of(name.utf8) % UInt64(shards))
  }

  private static func fileName(_ shard: Int) -> String {
    "Models\(shard)+Generated.swift"
  }
}
