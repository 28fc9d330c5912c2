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
