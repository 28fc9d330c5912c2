import FalCore
import FalSchema
import Foundation
import TestSupport
import Testing

@testable import FalGenerator

/// The whole of falkit's registry.
@Suite("The catalogue")
struct CatalogueTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let registry = RegistryFolder(path: root + "/Registry")

  private static func sources() throws -> [EndpointSource] {
    let parser = try RegistryParser(folder: registry)
    return try registry.records().compactMap(parser.source)
  }

  private static func generate(_ sources: [EndpointSource]) throws -> ModelGenerator.Result {
    TestEndpoint.generate(sources, typeNames: [:], names: try NamesDocument(folder: registry).names)
  }

  /// `falkit registry import`, without a feed, writes the list anew, to be read before it is committed.
  @Test("Every endpoint with a schema is typed, the same way in any order, and every remark is known")
  func everything() throws {
    let sources = try Self.sources()
    let result = try Self.generate(sources)
    let text = result.sources(EmitOptions(access: .public)).map(\.text).joined()
    let head = "  public static var id: EndpointID { \""
    let typed = text.utf8.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: head.utf8) }
      .map { String(decoding: $0.dropFirst(head.utf8.count).dropLast("\" }".utf8.count), as: UTF8.self) }
    #expect(typed.sorted() == sources.map(\.record.id).sorted())

    var random = SeededRandom(seed: 1)
    let shuffled = try Self.generate(sources.shuffled(using: &random))
    #expect(
      shuffled.sources(EmitOptions(access: .public)).map(\.text)
        == result.sources(EmitOptions(access: .public)).map(\.text)
    )
    #expect(result.names == (try NamesDocument(folder: Self.registry).names))

    let remarks = result.diagnostics.map(\.description).sorted().joined(separator: "\n") + "\n"
    let file = Self.registry.absolute("remarks.txt")
    #expect(remarks == (try String(contentsOfFile: file, encoding: .utf8)))
  }
}
