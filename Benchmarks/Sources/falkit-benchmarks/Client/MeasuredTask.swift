import FalCore
import FalStorage
import Foundation

/// What is measured in a process of its own, for its memory or its share of the processor.
///
/// Each prints numbers, which `ClientBenchmarks` reads.
enum MeasuredTask: String {
  case requestRate = "request-rate"
  case transfer

  func run(_ arguments: [String]) async throws {
    switch self {
    case .requestRate: try await requestRate(endpoint: arguments[0], id: arguments[1], seconds: 3)
    case .transfer: try await transfer(arguments[0])
    }
  }

  private static func client() throws -> FalClient {
    try FalClient(try FalConfiguration.environment())
  }

  /// Prints how often per second the status of a request can be asked for: in sequence, and with 64 in flight.
  private func requestRate(endpoint: String, id: String, seconds: Double) async throws {
    let fal = try Self.client()
    let handle = RequestHandle<JSON>(endpoint: try EndpointID(endpoint), requestID: id)
    for inFlight in [1, 64] {
      let clock = ContinuousClock()
      let start = clock.now
      let end = start + .seconds(seconds)
      let count = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<inFlight {
          group.addTask {
            var count = 0
            while clock.now < end {
              _ = try await fal.status(of: handle, logs: false)
              count += 1
            }
            return count
          }
        }
        return try await group.reduce(0, +)
      }
      print(Double(count) / start.duration(to: clock.now).inSeconds)
    }
  }

  /// Uploads a file and downloads it again; prints seconds and megabytes of memory above idle for both.
  private func transfer(_ path: String) async throws {
    let fal = try Self.client()
    // A first call, so that what is loaded once counts as idle.
    _ = try await fal.upload([1, 2, 3])
    let idle = Self.mostMemory
    let clock = ContinuousClock()
    var start = clock.now
    let file = try await fal.upload(file: path)
    print(start.duration(to: clock.now).inSeconds, Self.mostMemory - idle)
    start = clock.now
    try await fal.download(file.url, to: path + ".download")
    print(start.duration(to: clock.now).inSeconds, Self.mostMemory - idle)
  }

  /// The most memory that this process had so far, in megabytes.
  private static var mostMemory: Double {
    #if canImport(Darwin)
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e6
    #else
      // What getrusage says may be what the process had that started this one.
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Double($0) }
      return (kilobytes ?? .nan) / 1e3
    #endif
  }
}
