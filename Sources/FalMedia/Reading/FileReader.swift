/// Gives parts of a file, within what reading may cost.
///
/// What cannot be had is `nil`: places beyond the end, too much at once, too many requests, a failing disk. Readers of
/// formats stop there and leave what they have found.
final class FileReader {
  let byteCount: Int
  /// Why the file could not be read, if so.
  private(set) var failure: MediaProbeError?
  /// Whether something was refused because it would have cost too much.
  private(set) var isExhausted = false
  private(set) var requestCount = 0
  private(set) var fetchCount = 0

  private let source: any ByteSource
  private var window: [UInt8] = []
  private var windowStart = 0
  private let mostRequests: Int

  init(_ source: any ByteSource, mostRequests: Int = ReadingLimits.mostRequests) {
    self.source = source
    self.mostRequests = mostRequests
    byteCount = source.byteCount
  }

  /// A part of the file; `nil` when it cannot be had as a whole.
  func block(at offset: Int, count: Int) -> ByteBlock? {
    guard failure == nil, offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else { return nil }
    guard count <= ReadingLimits.mostAtOnce, requestCount < mostRequests else {
      isExhausted = true
      return nil
    }
    requestCount += 1
    if offset < windowStart || offset + count > windowStart + window.count {
      guard fetch(at: offset, count: count) else { return nil }
    }
    let start = offset - windowStart
    return ByteBlock(window[start..<start + count])
  }

  /// A part of the file that is shorter where the file ends.
  func block(at offset: Int, atMost count: Int) -> ByteBlock? {
    guard offset >= 0, offset <= byteCount else { return nil }
    return block(at: offset, count: min(count, byteCount - offset))
  }

  /// The beginning of a part of the file.
  func block(_ range: Range<Int>, atMost count: Int = ReadingLimits.mostAtOnce) -> ByteBlock? {
    block(at: range.lowerBound, count: min(count, range.count))
  }

  private func fetch(at offset: Int, count: Int) -> Bool {
    guard fetchCount < ReadingLimits.mostFetches else {
      isExhausted = true
      return false
    }
    fetchCount += 1
    do {
      window = try source.read(at: offset, count: min(max(count, ReadingLimits.windowLength), byteCount - offset))
    } catch {
      window = []
      failure = error
    }
    windowStart = offset
    return window.count >= count
  }
}

/// What looking at one file may cost, whatever its headers claim.
enum ReadingLimits {
  /// The most bytes that are asked for at once, and with it the memory in use.
  static let mostAtOnce = 1 << 16
  /// How many bytes are fetched when fewer are asked for, because the next ones are mostly wanted too.
  static let windowLength = 1 << 14
  /// How often bytes are fetched: with the window's length, of no file more than 64 MiB.
  static let mostFetches = 4096
  /// How often bytes are asked for, fetched already or not.
  ///
  /// It ends every loop over damaged structures.
  static let mostRequests = 500_000
  /// How far from an end of the file the first or last frame, page or cluster is looked for.
  static let searchLength = 1 << 22
  /// How many tracks of a movie are looked at.
  static let mostTracks = 64
}
