package import FalCore

/// An input before its files are uploaded.
package struct ModelInput: Sendable {
  /// The input; where a local file stands, its path as the user gave it.
  package var json: JSON
  /// The local files, by the places where they stand.
  package var files: [JSONPath: LocalMedia] = [:]

  package init(json: JSON) { self.json = json }
}

/// A file of this machine that stands in an input.
package enum LocalMedia: Sendable, Hashable {
  case file(String)
  /// What comes from standard input.
  case standardInput

  /// As the user wrote it.
  package var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    }
  }
}
