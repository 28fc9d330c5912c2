@testable import FalMedia

/// A huge file of zeros with a few parts that hold something.
struct SparseSource: ByteSource {
  let byteCount: Int
  var parts: [Int: [UInt8]]

  func read(at offset: Int, count: Int) -> [UInt8] {
    var bytes = Bytes.zeros(count)
    for (start, part) in parts {
      let common = max(offset, start)..<max(offset, start, min(offset + count, start + part.count))
      for place in common { bytes[place - offset] = part[place - start] }
    }
    return bytes
  }
}
