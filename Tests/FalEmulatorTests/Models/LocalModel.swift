import FalCore
import FalRegistry
import FalSystem
import TestSupport

@testable import FalEmulator

/// The package's registry as a local fal runs it.
struct LocalModel {
  static let shared = Result { try LocalModel() }

  let registry: Registry
  let overrides: Overrides
  let model: RegistryModel

  private init() throws {
    registry = try Registry(folder: BundledRegistry.path)
    overrides = try registry.overrides()
    model = RegistryModel(registry)
  }

  func schema(of record: EndpointRecord) throws -> ModelSchema? {
    try registry.snapshot(of: record).map {
      ModelSchema(snapshot: $0, id: record.id, category: record.category, overrides: overrides)
    }
  }

  /// Files with an address, as they have it while a server runs.
  static func files() -> EmulatedFiles {
    let files = EmulatedFiles()
    files.address.withLock { $0 = "http://127.0.0.1:1/cdn" }
    return files
  }

  /// An output, with the bytes of a file of it.
  func output(_ endpoint: EndpointID, _ input: JSON) throws -> (json: JSON, bytes: (JSON) -> [UInt8]?) {
    let files = Self.files()
    let output = try model.output(of: endpoint, input: input, files: files)
    return (output, { file in (file["url"].string ?? file.string).flatMap { files.file(atAddress: $0) }?.bytes })
  }

  /// The answer to an input that is refused.
  func failure(_ endpoint: EndpointID, _ input: JSON) -> ModelFailure? {
    do throws(ModelFailure) {
      _ = try model.output(of: endpoint, input: input, files: Self.files())
      return nil
    } catch {
      return error
    }
  }
}

extension EmulatedFile {
  /// What was made; empty for what lies on a disk.
  var bytes: [UInt8] {
    if case .made(let make) = content { make() } else { [] }
  }
}
