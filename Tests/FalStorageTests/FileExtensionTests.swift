import FalCore
import FalStorage
import Testing

@Suite("How names of files end")
struct FileExtensionTests {
  @Test(
    "By the type, else by name or address, and never with anything but letters and digits",
    arguments: [
      (MediaFile(url: "https://a.example/x", contentType: "image/jpeg"), "jpg"),
      (MediaFile(url: "https://a.example/x.PNG?y=.gif"), "png"),
      (MediaFile(url: "https://a.example/x.glb", contentType: "application/octet-stream"), "glb"),
      (MediaFile(url: "data:image/gif;base64,R0lGODlh"), "gif"),
      (MediaFile(url: "https://a.example/x", fileName: "model.safetensors"), "safetensors"),
      (MediaFile(url: "https://a.example/x.tar/../y", fileName: "a.b/../c"), "bin"),
      (MediaFile(url: "no address at all", fileName: "a.mp4\0"), "bin"),
      (MediaFile(url: "", contentType: "video/mp4; codecs=avc1"), "mp4"), (MediaFile(url: ""), "bin"),
    ]
  )
  func ends(file: MediaFile, end: String) {
    #expect(file.fileExtension == end)
  }
}
