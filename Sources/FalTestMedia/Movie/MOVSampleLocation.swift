/// Where the samples of a track stand in the file, and how large they are.
package struct MOVSampleLocation {
  /// The sizes of the samples.
  package enum Sizes {
    case equal(Int)
    case individual([Int])
  }

  let sizes: Sizes
  /// How many samples stand one after the other at each offset.
  let samplesPerChunk: Int
  /// The distance of each such chunk from the start of the file.
  let offsets: [Int]

  /// The atoms that tell this.
  func atoms(sampleCount: Int) -> [MOVAtom] {
    let chunks = MOVAtom("stsc") {
      $0.append(atomFlags: 0)
      $0.append(bigEndian: UInt32(1))
      $0.append(bigEndian: UInt32(1))  // from the first chunk on
      $0.append(bigEndian: UInt32(samplesPerChunk))
      $0.append(bigEndian: UInt32(1))  // the first description
    }
    let sizes = MOVAtom("stsz") {
      $0.append(atomFlags: 0)
      switch self.sizes {
      case .equal(let size):
        $0.append(bigEndian: UInt32(size))
        $0.append(bigEndian: UInt32(sampleCount))
      case .individual(let sizes):
        $0.append(zeros: 4)
        $0.append(bigEndian: UInt32(sampleCount))
        for size in sizes { $0.append(bigEndian: UInt32(size)) }
      }
    }
    let offsets = MOVAtom("stco") {
      $0.append(atomFlags: 0)
      $0.append(bigEndian: UInt32(self.offsets.count))
      for offset in self.offsets { $0.append(bigEndian: UInt32(clamping: offset)) }
    }
    return [chunks, sizes, offsets]
  }
}
