import FalCore
import FalRegistry
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Every model of the registry")
struct EveryEndpointTests {
  private static let parts = 8

  @Test("An example input is valid, and its output fits the schema", arguments: 0..<parts)
  func outputs(part: Int) throws {
    let local = try LocalModel.shared.get()
    var model = local.model
    model.longestSide = 32
    let files = LocalModel.files()
    var checked = 0
    for (position, record) in try local.registry.records().enumerated() where position % Self.parts == part {
      guard let schema = try local.schema(of: record) else { continue }
      let override = local.overrides.of(record.id)
      let input = ExampleInput(schema, override).json
      #expect(InputValidator(schema, override).issues(in: input) == [], "\(record.id): \(input)")

      let endpoint = try EndpointID(record.id)
      let output = try model.output(of: endpoint, input: input, files: files)
      let misfits = InputValidator(schema.output).issues(in: output)
      #expect(misfits == [], "\(record.id): \(output)")
      #expect(schema.outputs.isEmpty || output.object?.isEmpty == false, "\(record.id) returns nothing")
      for address in Self.addresses(output) where address.hasPrefix("http://127.0.0.1") {
        #expect(files.file(atAddress: address) != nil, "\(record.id): \(address)")
      }
      let again = try model.output(of: endpoint, input: input, files: LocalModel.files())
      #expect(Self.anonymous(again) == Self.anonymous(output), "\(record.id) is not deterministic")
      checked += 1
    }
    #expect(checked > 1_400 / Self.parts)
  }

  /// The output without what differs between two addresses of the same file.
  private static func anonymous(_ json: JSON) -> JSON {
    switch json {
    case .string(let text) where text.hasPrefix("http"): .string(text.split(separator: "/").last.map(String.init) ?? "")
    case .array(let items): .array(items.map(anonymous))
    case .object(let members): .object(JSONObject(members.map { ($0.name, anonymous($0.value)) }))
    default: json
    }
  }

  private static func addresses(_ json: JSON) -> [String] {
    switch json {
    case .string(let text): text.hasPrefix("http") ? [text] : []
    case .array(let items): items.flatMap(addresses)
    case .object(let members): members.values.flatMap(addresses)
    default: []
    }
  }
}
