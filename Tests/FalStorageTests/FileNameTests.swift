import Testing

@testable import FalStorage

@Suite("What files are called where they are uploaded")
struct FileNameTests {
  @Test(
    "Names become parts of addresses and header fields",
    arguments: [
      ("photo.png", "image/png", "photo.png"), ("my photo.PNG", "image/png", "my_photo.PNG"),
      ("../../etc/passwd", "text/plain", "passwd.txt"), ("a\\b.gif", "image/gif", "b.gif"),
      ("фото.jpg", "image/jpeg", "upload.jpg"), ("", "audio/mpeg", "upload.mp3"), ("", "x/y", "upload.bin"),
      ("a\r\nX: y.png", "image/png", "a__X__y.png"), (".hidden", "image/png", "hidden.png"),
      ("...", "a/b", "upload.bin"),
      ("clip", "video/quicktime", "clip.mov"),
    ]
  )
  func safeNames(name: String, type: String, expected: String) {
    #expect(FileName.safe(name, contentType: type) == expected)
  }
}
