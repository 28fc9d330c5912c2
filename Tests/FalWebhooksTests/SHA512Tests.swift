import FalWebhooks
import Testing

@Suite("SHA-512")
struct SHA512Tests {
  @Test(
    "Hashes are those of the standard",
    arguments: [
      (
        "",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
          + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
      ),
      (
        "abc",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
          + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
          + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
      ),
    ]
  )
  func standard(message: String, expected: String) {
    #expect(SHA512.digest(Array(message.utf8)) == bytes(expected))
  }

  @Test("Messages of every length around a block are padded as they should be")
  func lengths() {
    // The hash of all the hashes was made with another implementation.
    let hashes = (0...300).flatMap { count in SHA512.digest((0..<count).map { UInt8($0 % 251) }) }
    let expected =
      "da20b3b598f77f25e2e2d1941e345bfe16543f32378fbc8447fbb64f038964ce"
      + "a0808c9d450e5e83ac095f5656c102b2ff15a8e0501c7553a7afe1e0256b5e09"
    #expect(SHA512.digest(hashes) == bytes(expected))
  }
}
