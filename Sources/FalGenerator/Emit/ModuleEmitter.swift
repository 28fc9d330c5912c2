import FalSchema

/// Writes a module's types as Swift source, spread over a fixed number of files.
struct ModuleEmitter {
  /// Over how many files a module is spread; fixed, because the plugin declares them all.
  static let shards = 16

  let access: Access
  let endpoints: [EndpointModel]
  private let types: ModuleTypes

  init(_ endpoints: [EndpointModel], access: Access) {
    self.access = access
    self.endpoints = endpoints.sorted { $0.name < $1.name }
    types = ModuleTypes(self.endpoints)
  }

  /// The names of the files.
  static var fileNames: [String] { (0..<shards).map(fileName) }

  /// The source files, by name; those that nothing falls into are almost empty.
  func sources() -> [(name: String, text: String)] {
    var texts = [SwiftText](repeating: SwiftText(), count: Self.shards)
    func add(to shard: Int, _ emit: (inout SwiftText) -> Void) {
      // Not in a file that stays empty: a public import that nothing uses is warned about.
      if texts[shard].isEmpty { texts[shard].line("\(access.modifier)import FalCore") }
      emit(&texts[shard])
    }
    for shared in types.shared {
      let emitter = TypeEmitter(endpoint: shared.endpoint, types: types, access: access, isInside: false)
      add(to: Self.shard(of: shared.name)) { emitter.emit(shared.type, as: shared.name, into: &$0) }
    }
    for endpoint in endpoints {
      let emitter = EndpointEmitter(endpoint: endpoint, types: types, access: access)
      add(to: Self.shard(of: endpoint.id)) { emitter.emit(into: &$0) }
    }
    return texts.enumerated().map { (Self.fileName($0), $1.text) }
  }

  private static func shard(of name: String) -> Int {
    Int(StableHash.of(name.utf8) % UInt64(shards))
  }

  private static func fileName(_ shard: Int) -> String {
    "Models\(shard)+Generated.swift"
  }
}
