import FalJSON
import FalSchema

/// Reads snapshots, each of which must be the one that the index describes: the build notices changes by the index alone.
struct SnapshotReader {
  let folder: RegistryFolder

  func read(_ reference: SnapshotReference) throws(RegistryError) -> JSON {
    let file = folder.absolute(reference.path)
    guard let bytes = try folder.bytes(of: reference.path) else {
      throw RegistryError("the index describes this snapshot, and it does not exist", file: file)
    }
    guard StableHash.hex(bytes) == reference.digest else {
      throw RegistryError(
        "the snapshot is not the one the index describes; restore it, or import the model again",
        file: file
      )
    }
    do {
      return try JSON(parsing: bytes)
    } catch {
      throw RegistryError("\(error)", file: file)
    }
  }
}
