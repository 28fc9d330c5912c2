/// How fast something works through bytes.
enum Throughput {
  static func megabytesPerSecond(_ bytes: Int, _ work: () throws -> Void) rethrows -> (median: Double, best: Double) {
    let clock = ContinuousClock()
    let rates = try (0..<9).map { _ in
      let time = try clock.measure(work)
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
      return Double(bytes) / 1e6 / seconds
    }.sorted()
    return (rates[rates.count / 2], rates[rates.count - 1])
  }
}
