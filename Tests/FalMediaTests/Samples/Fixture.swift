import FalMedia
import Foundation

/// The small files beside the tests, of which other programs say the same as the tests expect.
enum Fixture {
  static func path(of name: String) throws -> String {
    guard let folder = Bundle.module.resourcePath else { throw CocoaError(.fileNoSuchFile) }
    return "\(folder)/Fixtures/\(name)"
  }

  static func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(of: name))))
  }

  /// All of them, by name.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(of: "")).sorted()
  }
}
