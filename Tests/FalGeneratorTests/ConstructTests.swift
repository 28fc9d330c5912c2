import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalGenerator

/// Schema in, Swift out: a pair of files in Tests/Fixtures/Constructs for every construct.
///
/// `FALKIT_RECORD=1 swift test --filter ConstructTests` writes the Swift anew, to be read before it is committed.
@Suite("Constructs")
struct ConstructTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Constructs")

  static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }.sorted()

  private static func source(_ name: String, id: String) throws -> EndpointSource {
    let json = try JSON(parsing: [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name).json"))))
    return json["output"].isNull
      ? try TestEndpoint.source(id, input: json["input"], components: json["components"])
      : try TestEndpoint.source(id, input: json["input"], output: json["output"], components: json["components"])
  }

  @Test("There are constructs")
  func count() {
    #expect(Self.names.count >= 20)
  }

  @Test("A construct becomes the Swift that is expected", arguments: names)
  func construct(_ name: String) throws {
    let result = TestEndpoint.generate([try Self.source(name, id: "acme/test")])
    let text = result.text + result.remarks.map { "\n// \($0)" }.joined() + (result.remarks.isEmpty ? "" : "\n")
    let expected = Self.folder.appendingPathComponent("\(name).swift.txt")
    if ProcessInfo.processInfo.environment["FALKIT_RECORD"] != nil { try Data(text.utf8).write(to: expected) }
    #expect(text == String(decoding: try Data(contentsOf: expected), as: UTF8.self))
  }

  @Test("All of it compiles, whoever may use it", arguments: Access.allCases)
  func compiles(access: Access) throws { try compile(EmitOptions(access: access)) }

  @Test(
    "All of it compiles with whatever is asked for",
    arguments: [[.codable], [.hashable], [.codable, .hashable]] as [Set<Conformance>]
  )
  func conforms(conformances: Set<Conformance>) throws {
    try compile(EmitOptions(access: .public, conformances: conformances))
  }

  private func compile(_ options: EmitOptions) throws {
    let sources = try Self.names.map { try Self.source($0, id: "acme/\($0)") }
    let folder = try TemporaryFolder()
    let text = TestEndpoint.generate(sources).sources(options).map(\.text).joined()
    try folder.write(text, to: "Constructs.swift")
    #expect(try Compiler.complaints(about: folder.path + "/Constructs.swift") == "")
  }
}
