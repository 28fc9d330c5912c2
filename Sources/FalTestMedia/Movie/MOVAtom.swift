/// An atom of a QuickTime file: its size, its four-letter type and its content, which may be other atoms.
package struct MOVAtom {
  let bytes: [UInt8]

  /// Creates an atom whose content is written by a closure.
  init(_ type: StaticString, _ write: (inout [UInt8]) -> Void) {
    var content: [UInt8] = []
    write(&content)
    self.init(type, content)
  }

  /// Creates an atom that holds other atoms.
  init(_ type: StaticString, _ atoms: [MOVAtom]) {
    self.init(type, atoms.flatMap(\.bytes))
  }

  private init(_ type: StaticString, _ content: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt32(clamping: content.count + 8))
    bytes.append(ascii: type)
    self.bytes = bytes + content
  }
}

extension [UInt8] {
  /// Appends the version and flags with which many atoms start.
  mutating func append(atomFlags flags: UInt32) {
    append(bigEndian: flags)
  }

  /// Appends the matrix that leaves a picture where it is.
  mutating func appendIdentityMatrix() {
    for value: UInt32 in [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000] { append(bigEndian: value) }
  }
}
