import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Covers the key with asterisks wherever it stands in what comes back: servers that show what they were sent send it
/// back.
///
/// So many asterisks that lengths stay as they are.
struct KeyMask: Sendable {
  private let secrets: [[UInt8]]

  /// Anything shorter stands in texts by chance.
  private static let shortest = 8
  private static let asterisk = UInt8(ascii: "*")

  init(_ credentials: FalCredentials) {
    // The whole key first, which has the other in it.
    secrets = [credentials.key, credentials.halves.map { String($0.secret) }]
      .compactMap { $0.map { Array($0.utf8) } }.filter { $0.count >= Self.shortest }
  }

  /// A text without the key.
  func covering(_ text: String) -> String {
    var bytes = Array(text.utf8)
    return cover(&bytes) ? String(decoding: bytes, as: UTF8.self) : text
  }

  /// Covers the key in bytes; gives whether it was there.
  @discardableResult
  func cover(_ bytes: inout [UInt8]) -> Bool {
    bytes.withUnsafeMutableBytes { bytes in
      var wasThere = false
      for secret in secrets {
        var position = 0
        while let found = Self.find(secret, in: UnsafeRawBufferPointer(bytes), from: position) {
          position = found + secret.count
          for index in found..<position { bytes[index] = Self.asterisk }
          wasThere = true
        }
      }
      return wasThere
    }
  }

  private static func find(_ secret: [UInt8], in bytes: UnsafeRawBufferPointer, from position: Int) -> Int? {
    guard let start = bytes.baseAddress, let first = secret.first else { return nil }
    var position = position
    // By memchr, because a loop over bytes is many times slower in debug builds.
    while bytes.count - position >= secret.count,
      let candidate = memchr(start + position, Int32(first), bytes.count - position - secret.count + 1)
    {
      position = start.distance(to: candidate)
      if memcmp(candidate, secret, secret.count) == 0 { return position }
      position += 1
    }
    return nil
  }

  /// How many bytes at the end may be the beginning of the key.
  func unfinished(_ bytes: [UInt8]) -> Int {
    secrets.map { secret in
      let longest = min(secret.count - 1, bytes.count)
      return stride(from: longest, to: 0, by: -1).first { bytes.suffix($0).elementsEqual(secret.prefix($0)) } ?? 0
    }.max() ?? 0
  }
}
