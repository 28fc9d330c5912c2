/// Why a file is not a record.
struct RecordDamage: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
