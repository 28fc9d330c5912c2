package import FalCore
package import FalRequests
import FalSystem

/// An input that was used before, to be used again.
package struct EarlierInput: Sendable {
  package let endpoint: EndpointID
  package let input: ModelInput

  /// The input of a request of this machine; files of this machine that were uploaded for it are taken anew.
  ///
  /// - Throws: `RunError` of kind `notFound` when it was not kept, `RequestStoreError`.
  package init(of record: RequestRecord, in store: RequestStore) throws {
    guard record.inputKept == .whole, let json = try store.input(of: record.id) else {
      let missing = record.inputKept == .abridged ? " in full: its data URIs are missing" : ""
      throw RunError(.notFound, "the input of \(record.name) is not kept\(missing)", about: record)
    }
    var input = ModelInput(json: json)
    for file in record.localFiles {
      guard let place = InputPath.leading(file.field), place.rest.isEmpty else { continue }
      let path = file.path.hasPrefix("/") ? file.path : "\(record.folder ?? ".")/\(file.path)"
      // Where it is gone, the copy at fal may still be there.
      if FilePath.isReadableFile(path) { input.files[place.path.place] = .file(path) }
    }
    endpoint = record.endpoint
    self.input = input
  }

  /// What the description beside a saved file tells.
  ///
  /// It names no files of this machine: it may come from anybody.
  ///
  /// - Throws: `RunError` of kind `invalid` when it is none.
  package init(describedIn path: String) throws(RunError) {
    guard let json = try? JSON(parsing: try InputFile.bytes(of: path)), let id = json["endpoint_id"].string else {
      throw RunError(.invalid, "\(path) is not a description that falkit wrote beside a file")
    }
    guard json["input"].object != nil else { throw RunError(.invalid, "\(path) does not hold the input") }
    do throws(FalError) {
      endpoint = try EndpointID(id)
    } catch {
      throw RunError(.invalid, "\(path): \(error.message)")
    }
    input = ModelInput(json: json["input"])
  }
}
