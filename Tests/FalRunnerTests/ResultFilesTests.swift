import FalCore
import TestSupport
import Testing

@testable import FalRunner

@Suite("Files in results")
struct ResultFilesTests {
  @Test("Objects with an address, addresses in fields named so, data URIs; in order, each once")
  func finding() throws {
    let result = try JSON(
      parsing: """
        {"images": [{"url": "https://v3.fal.media/a.png", "width": 64, "height": 32, "content_type": "image/png"},
                    {"url": "data:image/gif;base64,R0lGODlh", "file_name": "x.gif"}],
         "again": {"url": "https://v3.fal.media/a.png"},
         "mask_url": "https://v3.fal.media/mask.png", "frame_urls": ["https://v3.fal.media/f.png"],
         "video": "https://v3.fal.media/v.mp4", "nested": {"deep": [{"thumb": {"url": "http://127.0.0.1:9/t"}}]},
         "note": "data: nothing, really", "homepage": "https://example.com", "seed": 7,
         "inline": "data:text/plain,abc", "strange": {"url": "file:///etc/passwd"}, "plain": {"url": "no address"}}
        """
    )
    let files = ResultFiles.all(in: result)
    #expect(
      files.map(\.field) == [
        "images[0]", "images[1]", "mask_url", "frame_urls[0]", "video", "nested.deep[0].thumb", "inline", "strange",
      ]
    )
    #expect(files[0].width == 64 && files[0].height == 32 && files[0].contentType == "image/png")
    #expect(files[1].fileName == "x.gif" && files[1].isDataURI)
    #expect(files[1].reference.hasPrefix("data:image/gif;sha256=") && files[0].reference == files[0].url)
  }

  @Test("A result that is a file, is nothing, is huge")
  func odd() throws {
    #expect(ResultFiles.all(in: ["url": "https://a.example/b"]).map(\.field) == ["url"])
    #expect(ResultFiles.all(in: .null).isEmpty)
    let many = JSON.array((0..<5000).map { ["url": .string("https://a.example/\($0)")] })
    #expect(ResultFiles.all(in: many).count == 5000)
  }

  @Test("Any JSON is looked through without harm", arguments: 0..<200)
  func fuzz(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let base =
      #"{"a":[{"url":"https://x.example/y","file_name":"n"},{"image_url":"data:,x"}],"url":"data:image/png;base64,AA"}"#
    guard let value = try? JSON(parsing: random.mutate(Array(base.utf8))) else { return }
    for file in ResultFiles.all(in: value) { #expect(!file.field.isEmpty && MediaAddress.isAddress(file.url)) }
  }
}
