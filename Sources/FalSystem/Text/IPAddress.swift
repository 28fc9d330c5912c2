#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A numeric address of the internet.
package struct IPAddress: Sendable, Hashable {
  /// Four bytes, or sixteen.
  package let bytes: [UInt8]

  /// Reads an address of either version; one of the fourth that is written as one of the sixth is one of the fourth.
  package init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      bytes = withUnsafeBytes(of: v4) { Array($0) }
    } else if inet_pton(AF_INET6, text, &v6) == 1 {
      let all = withUnsafeBytes(of: v6) { Array($0) }
      let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
      bytes = all.starts(with: mapped) ? Array(all.dropFirst(mapped.count)) : all
    } else {
      return nil
    }
  }

  /// Whether it is this machine itself.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes.first == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }
}
