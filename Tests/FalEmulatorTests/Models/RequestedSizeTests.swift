import FalCore
import FalRegistry
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Sizes and durations asked for")
struct RequestedSizeTests {
  static let sizes: [(JSON, Int, Int)] = [
    (["image_size": "portrait_16_9"], 576, 1024), (["image_size": "1536x1024"], 1536, 1024),
    (["image_size": ["width": 33, "height": 44]], 33, 44), (["width": 5, "height": "6"], 5, 6),
    (["aspect_ratio": "1:1"], 1024, 1024), (["aspect_ratio": "4:3"], 1184, 888), (["resolution": "2K"], 2048, 2048),
    (["aspect_ratio": "16:9", "resolution": "720p"], 1280, 720), (["resolution": "true_1080p"], 1080, 1080),
    (["aspect_ratio": "9:16", "resolution": "720p"], 720, 1280), (["resolution": "960x512"], 960, 512),
    (["resolution": "0.5K"], 512, 512), (["resolution": "1MP"], 1024, 1024), (["resolution": 512], 512, 512),
    (["aspect_ratio": "2.35:1", "resolution": "480p"], 1128, 480),
    (["image_size": ["width": 99_999, "height": 0]], 8192, 1),
    (["aspect_ratio": "1:9", "resolution": "100k"], 8192, 8192),
  ]

  @Test("Sizes are read in all their forms", arguments: sizes)
  func size(input: JSON, width: Int, height: Int) {
    let size = RequestedSize(InputValues(input, fields: []), usual: .square)
    #expect(size.size == PictureSize(width: width, height: height))
  }

  @Test(
    "What says nothing is no size",
    arguments: [
      [:], ["image_size": "auto"], ["aspect_ratio": "auto"], ["resolution": "high"], ["aspect_ratio": "0:1"],
      ["aspect_ratio": "a:b:c"], ["resolution": "1e999p"], ["image_size": 7], ["width": 5],
    ] as [JSON]
  )
  func noSize(input: JSON) {
    #expect(RequestedSize(InputValues(input, fields: []), usual: .square).size == nil)
  }

  @Test(
    "Durations are read in all their forms",
    arguments: [
      ([:], 2), (["duration": 5], 5), (["duration": "7"], 7), (["duration": "8s"], 8), (["duration": "auto"], 2),
      (["music_length_ms": 1_500], 1.5), (["num_frames": 48], 2), (["duration": -1], 2), (["duration": 1e9], 600),
      (["duration": 0.001], 0.1),
    ] as [(JSON, Double)]
  )
  func duration(input: JSON, seconds: Double) {
    #expect(RequestedDuration.of(InputValues(input, fields: []), framesPerSecond: 24) == seconds)
  }
}
