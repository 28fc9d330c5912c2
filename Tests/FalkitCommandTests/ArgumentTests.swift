import FalRunner
import Testing

@testable import FalkitCommand

@Suite("Arguments with units")
struct ArgumentTests {
  @Test(
    "A length of time is a number with a unit, or seconds",
    arguments: [
      ("600", Duration.seconds(600)), ("600s", .seconds(600)), ("1.5s", .milliseconds(1500)),
      ("500ms", .milliseconds(500)), ("10m", .seconds(600)), ("2h", .seconds(7200)), ("1d", .seconds(86_400)),
      ("10.05s", .milliseconds(10_050)), ("0", .zero), (".5", .milliseconds(500)), ("3 s", .seconds(3)),
      ("36500d", .seconds(3_153_600_000)),
    ]
  )
  func duration(text: String, expected: Duration) throws {
    #expect(try DurationArgument.duration(text, option: "--timeout") == expected)
  }

  @Test(
    "What is no length of time is refused with the option's name",
    arguments: [
      "", "s", "-1", "-1s", "nan", "inf", "1e3", "0x10", "1.2.3", "1w", "1S", "ten", "1s2", "١", "36501d",
      String(repeating: "9", count: 400),
    ]
  )
  func wrongDuration(text: String) {
    #expect { try DurationArgument.duration(text, option: "--timeout") } throws: { error in
      guard let error = error as? RunError else { return false }
      return error.kind == .usage && error.message.hasPrefix("--timeout takes ") && error.message.hasSuffix("'\(text)'")
    }
  }

  @Test(
    "A size is a number with a unit, or bytes; an MB has 1024 x 1024",
    arguments: [
      ("0", 0), ("500000", 500_000), ("12B", 12), ("2k", 2048), ("8 MiB", 8_388_608), ("200MB", 209_715_200),
      ("1.5g", 1_610_612_736), ("1TB", 1_099_511_627_776), ("0.5", 0),
    ]
  )
  func byteCount(text: String, expected: Int) throws {
    #expect(try ByteCountArgument.bytes(text, option: "--max-bytes") == expected)
  }

  @Test(
    "What is no size is refused with the option's name",
    arguments: ["", "MB", "-1", "1e3", "nan", "12X", "5 B B", "iB", "1ib", "99999999TB"]
  )
  func wrongByteCount(text: String) {
    #expect { try ByteCountArgument.bytes(text, option: "--max-bytes") } throws: { error in
      guard let error = error as? RunError else { return false }
      return error.kind == .usage && error.message.hasPrefix("--max-bytes takes ")
    }
  }

  @Test("Sizes for people")
  func sizes() {
    let words = [0, 999, 1000, 1049, 9949, 182_400, 999_400, 1_000_000, 1_234_567_890].map(ByteCount.words)
    #expect(words == ["0 B", "999 B", "1.0 KB", "1.0 KB", "9.9 KB", "182 KB", "999 KB", "1.0 MB", "1.2 GB"])
  }
}
