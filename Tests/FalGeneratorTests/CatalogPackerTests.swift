import FalCore
import Foundation
import Testing

@testable import FalGenerator

@Suite("Packing a registry")
struct CatalogPackerTests {
  @Test(
    "A text cannot leave its literal",
    arguments: [
      "plain", "a \"quoted\" \\ text", "\"\"\"", "\"\"\"#", "\"\"\"###\n\"\"\"##", "\\(1 + 1) \\#(2) \\##(3)",
      "# ## ### ####", "", "a\n\n b\n", "'$`",
    ]
  )
  func literals(text: String) throws {
    var source = SwiftText()
    source.literal("text", text)
    let signs = try #require(
      source.text.firstRange(of: "#+\"\"\"", options: .regularExpression).map { source.text[$0].prefix { $0 == "#" } }
    )
    let closing = "\"\"\"" + signs
    #expect(!text.contains(closing))
    #expect(!text.contains("\\" + signs))
    #expect(source.text.components(separatedBy: closing).count == 2 + (text.contains(closing) ? 1 : 0))
  }

  @Test("Every file the plugin expects is written, always the same way")
  func deterministic() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let plugin = try String(contentsOfFile: root + "/Plugins/GenerateModels/GenerateModels.swift", encoding: .utf8)
    #expect(plugin.contains("parts = \(CatalogPacker.parts)"))
    #expect(CatalogPacker.fileNames.count == CatalogPacker.parts + 1)
  }
}

extension String {
  fileprivate func firstRange(of pattern: String, options: String.CompareOptions) -> Range<String.Index>? {
    range(of: pattern, options: options)
  }
}
