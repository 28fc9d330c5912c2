import FalCore
import FalSystem

/// The body of a client's request on its way to fal: not longer than allowed, and as long as announced.
final class MeteredBody: Sendable {
  private let limit: Int?
  private let count = Lock(0)
  private let found = Lock<ProxyRefusal?>(nil)

  /// - Parameter limit: The most bytes that there may be; `nil` for any number.
  init(limit: Int?) {
    self.limit = limit
  }

  /// What was wrong with the body, if it was the body that broke off.
  var refusal: ProxyRefusal? { found.withLock { $0 } }

  /// The body as it is to be sent.
  ///
  /// - Throws: `ProxyRefusal` when it is known to be too long.
  func metered(_ body: HTTPRequestBody) throws(ProxyRefusal) -> HTTPRequestBody {
    if let limit, let length = body.length, length > limit { throw .tooLarge(limit) }
    guard case .pieces(let length, let next) = body else { return body }
    return .pieces(length: length) { [self] in
      // What was announced is there: nothing that follows may say that it was not.
      if let length, count.withLock({ $0 }) == length { return nil }
      do {
        return try take(try await next(), of: length)
      } catch {
        // The transport has given up, for another reason, and does not want the rest.
        if Task.isCancelled { throw error }
        let refusal = error as? ProxyRefusal ?? ProxyRefusal(400, "the body could not be read to its end")
        found.withLock { $0 = refusal }
        throw refusal
      }
    }
  }

  private func take(_ piece: [UInt8]?, of length: Int?) throws(ProxyRefusal) -> [UInt8]? {
    let count = count.withLock { count in
      count += piece?.count ?? 0
      return count
    }
    if let limit, count > limit { throw .tooLarge(limit) }
    if let length, count > length || piece == nil && count < length {
      throw .invalid("the body is not as long as was announced")
    }
    return piece
  }
}
