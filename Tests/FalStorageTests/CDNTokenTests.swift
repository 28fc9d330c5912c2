import FalCore
import Testing

@testable import FalStorage

@Suite("Tokens for servers of files")
struct CDNTokenTests {
  private func base(_ stated: String, cdn: String = "https://v3.fal.media") -> String? {
    CDNToken(json: ["token": "t", "base_url": .string(stated)], hosts: FalHosts(cdn: cdn))?.base
  }

  @Test("A token goes to fal's own servers, on their port, or to the one that the user named")
  func hosts() {
    #expect(base("https://v3b.fal.media") == "https://v3b.fal.media")
    #expect(base("https://v3b.fal.media/") == "https://v3b.fal.media")
    for other in [
      "https://evil.fal.media", "https://v3b.fal.media:8443", "http://v3b.fal.media",
      "https://v3b.fal.media.evil.example",
      "https://evil.example", "https://user@v3b.fal.media", "v3b.fal.media", "",
    ] {
      #expect(base(other) == "https://v3.fal.media", "\(other)")
    }
    let own = "http://127.0.0.1:9/cdn"
    #expect(base("https://v3b.fal.media", cdn: own) == own)
    #expect(base("http://127.0.0.1:10/cdn", cdn: own) == own)
  }
}
