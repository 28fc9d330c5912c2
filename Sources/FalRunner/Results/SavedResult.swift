package import FalCore

/// What became of the files of a result.
package struct SavedResult: Sendable {
  /// A file that is there now.
  package struct File: Sendable {
    package var field: String
    var url: String
    /// As people like to read it; `-` for standard output.
    package var path: String
    package var contentType: String?
    package var byteCount: Int
    package var width: Int?
    package var height: Int?
    /// Whether it was there already.
    package var isReused = false
    /// What the end of its name says that it is, where its bytes are something else.
    package var wrongEnding: String?
  }

  /// A file that could not be saved.
  package struct Failure: Sendable {
    package var field: String
    var url: String
    package var error: RunError

    init(_ file: ResultFile, _ error: RunError) {
      field = file.field
      url = file.reference
      self.error = error
    }
  }

  /// In the order of the result.
  package var files: [File] = []
  package var failures: [Failure] = []

  package init(files: [File] = [], failures: [Failure] = []) {
    self.files = files
    self.failures = failures
  }
}

extension SavedResult {
  /// The member `files` of JSON documents.
  package var filesJSON: JSON { .array(files.map(\.json)) }

  /// The member `failed_files` of JSON documents.
  package var failuresJSON: JSON {
    .array(failures.map { ["field": .string($0.field), "url": .string($0.url), "message": .string($0.error.message)] })
  }
}

extension SavedResult.File {
  fileprivate var json: JSON {
    func number(_ value: Int?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }
    return [
      "field": .string(field), "url": .string(url), "path": .string(path),
      "content_type": contentType.map(JSON.string) ?? .null, "bytes": number(byteCount), "width": number(width),
      "height": number(height), "reused": .bool(isReused),
    ]
  }
}

extension SavedResult {
  package mutating func add(_ other: SavedResult) {
    files += other.files
    failures += other.failures
  }
}
