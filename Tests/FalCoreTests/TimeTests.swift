import FalCore
import Foundation
import Testing

@Suite("Times of a server")
struct TimeTests {
  @Test(
    "ISO 8601 with fractions of any length, and with or without a zone",
    arguments: [
      ("2026-01-31T12:00:00Z", 0), ("2026-01-31T12:00:00", 0), ("2026-01-31T14:00:00+02:00", 0),
      ("2026-01-31T12:00:00.5Z", 0.5), ("2026-01-31T12:00:00.123456", 0.123456),
      ("2026-01-31T07:00:00.123456789-05:00", 0.123456789), ("2026-01-31T12:00:00.Z", 0),
    ]
  )
  func dates(text: String, fraction: Double) throws {
    let date = try #require(Date(iso8601: text))
    #expect(abs(date.timeIntervalSince1970 - 1_769_860_800 - fraction) < 1e-6)
  }

  @Test(
    "What is no time is none",
    arguments: ["", "now", "T", ".", "2026-13-31T12:00:00Z", "12:00", "2026-01-31T", "Z"]
  )
  func noDates(text: String) {
    #expect(Date(iso8601: text) == nil)
  }

  @Test("A time that cannot be is left out", arguments: ["1e300", "-1", "1e10", "\"5\"", "null"])
  func durations(text: String) throws {
    let json = try JSON(parsing: #"{"status": "COMPLETED", "metrics": {"inference_time": \#(text)}}"#)
    let status = try #require(QueueStatus(json: json))
    #expect(status.inferenceTime == nil && QueueUpdate.completed(status).description == "completed")
    #expect(
      QueueStatus(json: ["status": "COMPLETED", "metrics": ["inference_time": 1.5]])?.inferenceTime == .seconds(1.5)
    )
  }
}
