import FalSystem

/// The addresses from which fal sends webhooks, for firewalls and as a first check.
///
/// They change: fetch them now and then. Only ``WebhookVerifier`` tells whether a webhook is fal's.
public struct WebhookAddressRanges: Sendable, Hashable {
  private struct Range: Hashable {
    let address: IPAddress
    let length: Int
  }

  /// The ranges as fal writes them: `203.0.113.0/24`.
  public let ranges: [String]
  private let parsed: [Range]

  /// Where fal publishes them.
  public static let address = "https://api.fal.ai/v1/meta"

  /// Reads ranges in the notation with a slash; a plain address stands for itself.
  ///
  /// - Throws: `WebhookError` of kind `unreadable` naming the first that is none.
  public init(_ ranges: [String]) throws(WebhookError) {
    self.ranges = ranges
    var parsed: [Range] = []
    for text in ranges {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, let address = IPAddress(String(first)) else {
        throw WebhookError(.unreadable, "'\(text.prefix(80))' is no range of addresses")
      }
      let most = address.bytes.count * 8
      guard let length = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(length) else {
        throw WebhookError(.unreadable, "'\(text.prefix(80))' is no range of addresses")
      }
      parsed.append(Range(address: address, length: length))
    }
    self.parsed = parsed
  }

  /// Fetches the ranges that fal uses now.
  ///
  /// - Throws: `WebhookError` of kind `unavailable` or `unreadable`, `CancellationError`.
  public static func fetch(
    from url: String = WebhookAddressRanges.address,
    transport: any HTTPTransport = HTTPTransports.standard
  ) async throws -> WebhookAddressRanges {
    let json = try await PublishedJSON.fetch("fal's addresses", url, transport)
    return try WebhookAddressRanges((json["webhook_ip_ranges"].array ?? []).compactMap(\.string))
  }

  /// Whether an address is in one of the ranges; what is no address is in none.
  public func contains(_ address: String) -> Bool {
    guard let address = IPAddress(address) else { return false }
    return parsed.contains { range in
      guard range.address.bytes.count == address.bytes.count else { return false }
      let whole = range.length / 8
      guard range.address.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
      let rest = range.length % 8
      guard rest > 0 else { return true }
      let mask = UInt8.max << (8 - rest)
      return zip(range.address.bytes.dropFirst(whole), address.bytes.dropFirst(whole)).first { _ in true }
        .map { $0 & mask == $1 & mask } ?? true
    }
  }
}
