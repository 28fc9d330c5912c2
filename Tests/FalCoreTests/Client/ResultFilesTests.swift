import FalCore
import Testing

@Suite("Files of a result")
struct ResultFilesTests {
  @Test("Files are found wherever they stand, each once")
  func files() {
    let result = FalResult<JSON>(
      output: .null,
      json: [
        "images": [
          ["url": "https://a.example/1.png", "content_type": "image/png"], ["url": "https://a.example/1.png"],
          ["url": "https://a.example/2.png", "content_type": 7, "mask": ["url": "https://a.example/m.png"]],
        ],
        "video_url": "https://a.example/v.mp4", "part_urls": ["https://a.example/p.mp4", "no address"],
        "preview": "data:image/png;base64,iVBORw0KGgo=", "page": "https://a.example/page", "url": 7, "seed": 7,
      ]
    )
    #expect(
      result.files.map(\.url) == [
        "https://a.example/1.png", "https://a.example/2.png", "https://a.example/m.png", "https://a.example/v.mp4",
        "https://a.example/p.mp4", "data:image/png;base64,iVBORw0KGgo=",
      ]
    )
    #expect(result.files.first?.contentType == "image/png")
  }
}
