/// A QuickTime movie as it was read.
package struct Movie {
  package struct WrongTable: Error {
    package let type: String
  }

  package let description: Atom
  package let media: Atom
  private let file: [UInt8]

  package init(_ file: [UInt8]) throws {
    let atoms = try Atom.readAll(file)
    guard let description = atoms.first(where: { $0.type == "moov" }) else { throw WrongTable(type: "moov") }
    guard let media = atoms.first(where: { $0.type == "mdat" }) else { throw WrongTable(type: "mdat") }
    self.file = file
    self.description = description
    self.media = media
  }

  package var tracks: [Atom] { description.children.filter { $0.type == "trak" } }

  /// The bytes of all samples of a track, found by its tables; all must be inside the media.
  package func samples(ofTrack index: Int) throws -> [[UInt8]] {
    let tables = try tracks[index].child("mdia", "minf", "stbl")
    let chunks = try tables.child("stsc").numbers(at: 4)
    guard chunks.count == 4, chunks[0] == 1, chunks[1] == 1, chunks[3] == 1 else { throw WrongTable(type: "stsc") }
    let samplesPerChunk = chunks[2]
    let sizeTable = try tables.child("stsz").numbers(at: 4)
    let sizes = sizeTable[0] > 0 ? Array(repeating: sizeTable[0], count: sizeTable[1]) : Array(sizeTable[2...])
    let offsets = try tables.child("stco").numbers(at: 8)
    guard sizes.count == sizeTable[1], sizes.count == offsets.count * samplesPerChunk else {
      throw WrongTable(type: "stsz")
    }
    let mediaRange = media.offset..<media.offset + media.content.count
    var samples: [[UInt8]] = []
    for offset in offsets {
      var start = offset
      for size in sizes[samples.count..<samples.count + samplesPerChunk] {
        guard start >= mediaRange.lowerBound, start + size <= mediaRange.upperBound else {
          throw WrongTable(type: "stco")
        }
        samples.append(Array(file[start..<start + size]))
        start += size
      }
    }
    return samples
  }
}
