import FalSystem
import Testing

@Suite("Texts")
struct TextTests {
  @Test(
    "SHA-256",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ]
  )
  func hash(text: String, expected: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == expected)
    var pieces = SHA256()
    var rest = Array(text.utf8)[...]
    var length = 1
    while !rest.isEmpty {
      pieces.update(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
      length = length * 3 % 101
    }
    #expect(pieces.hexadecimal() == expected)
  }

  @Test("Patterns over endpoints")
  func patterns() {
    func matches(_ pattern: String) -> Bool { Glob(pattern).matches("fal-ai/flux/dev") }
    for pattern in ["*", "fal-ai/*", "FAL-AI/Flux/dev", "*flux*", "*/d?v", "fal-ai/flux/dev*"] {
      #expect(matches(pattern))
    }
    for pattern in ["", "flux", "fal-ai/?", "*/dev/*", "fal-ai/flux/de"] { #expect(!matches(pattern)) }
  }

  @Test("Percent signs in addresses")
  func percentCoding() {
    func decoded(_ text: String, plusIsSpace: Bool = false) -> String {
      String(decoding: PercentCoding.decode(text.utf8, plusIsSpace: plusIsSpace), as: UTF8.self)
    }
    let texts = ["", "a b", "100%", "é/~?#", "\u{0}\u{7F}", "日本", "+"]
    for text in texts {
      #expect(decoded(PercentCoding.encode(text)) == text)
      #expect(decoded(PercentCoding.encode(text, keepsDots: false)) == text)
      #expect(PercentCoding.decodeIfWellFormed(PercentCoding.encode(text).utf8) == Array(text.utf8))
    }
    #expect(PercentCoding.encode("a.b", keepsDots: false) == "a%2Eb")
    #expect(decoded("a+b%2B", plusIsSpace: true) == "a b+" && decoded("a+b") == "a+b")
    for broken in ["%", "%4", "%4g", "a%+5", "%%41"] {
      #expect(PercentCoding.decodeIfWellFormed(broken.utf8) == nil)
    }
    #expect(decoded("%4g%%41%") == "%4g%A%")
  }
}
