/// An atom of a QuickTime movie as it was read.
package struct Atom {
  package struct NotFound: Error {
    package let path: String
  }

  private static let containers: Set = ["moov", "trak", "mdia", "minf", "dinf", "stbl"]

  package let type: String
  /// Where its content starts in the file.
  package let offset: Int
  package let content: [UInt8]
  package let children: [Atom]

  /// Reads the atoms that fill some bytes completely.
  package static func readAll(_ bytes: [UInt8], at start: Int = 0) throws -> [Atom] {
    var reader = ByteReader(bytes)
    var atoms: [Atom] = []
    while !reader.isAtEnd {
      let size = try reader.bigEndian(4)
      let type = try reader.text(4)
      let offset = start + reader.position
      let content = try reader.bytes(size - 8)
      let children = containers.contains(type) ? try readAll(content, at: offset) : []
      atoms.append(Atom(type: type, offset: offset, content: content, children: children))
    }
    return atoms
  }

  /// Finds an atom inside by the types on the way to it.
  package func child(_ path: String...) throws -> Atom {
    var atom = self
    for type in path {
      guard let found = atom.children.first(where: { $0.type == type }) else {
        throw NotFound(path: path.joined(separator: "/"))
      }
      atom = found
    }
    return atom
  }

  /// A reader that starts at a position of the content.
  package func reader(at position: Int = 0) -> ByteReader {
    ByteReader(content, at: position)
  }

  /// The whole content from a position on as numbers of four bytes.
  package func numbers(at position: Int = 0) throws -> [Int] {
    var reader = reader(at: position)
    var numbers: [Int] = []
    while !reader.isAtEnd { numbers.append(try reader.bigEndian(4)) }
    return numbers
  }
}
