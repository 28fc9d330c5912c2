#if !canImport(CryptoKit)
  import Glibc

  /// What verifies signatures in OpenSSL's libcrypto, looked up in the running system.
  struct Libcrypto: Sendable {
    /// The system's library, loaded when it is first asked for; `nil` where there is none.
    static let shared = names.lazy.compactMap { Libcrypto(name: $0) }.first

    private static let names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"]

    /// OpenSSL's number for Ed25519, EVP_PKEY_ED25519.
    private static let ed25519: Int32 = 1087

    private typealias MakeKey =
      @convention(c) @Sendable (Int32, OpaquePointer?, UnsafePointer<UInt8>?, Int) -> OpaquePointer?
    private typealias Make = @convention(c) @Sendable () -> OpaquePointer?
    private typealias Begin =
      @convention(c) @Sendable (
        OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>?, OpaquePointer?, OpaquePointer?, OpaquePointer?
      ) -> Int32
    private typealias Verify =
      @convention(c) @Sendable (OpaquePointer?, UnsafePointer<UInt8>?, Int, UnsafePointer<UInt8>?, Int) -> Int32
    private typealias Free = @convention(c) @Sendable (OpaquePointer?) -> Void
    private typealias Clear = @convention(c) @Sendable () -> Void

    private let makeKey: MakeKey
    private let freeKey: Free
    private let makeContext: Make
    private let freeContext: Free
    private let beginVerifying: Begin
    private let finishVerifying: Verify
    private let clearErrors: Clear

    /// Loads a library; `nil` when there is none of this name that has all that is needed.
    private init?(name: String) {
      // It stays loaded: other parts of the program may use it as well, and it cannot be unloaded safely.
      guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL),
        let makeKey = dlsym(library, "EVP_PKEY_new_raw_public_key"),
        let freeKey = dlsym(library, "EVP_PKEY_free"),
        let makeContext = dlsym(library, "EVP_MD_CTX_new"),
        let freeContext = dlsym(library, "EVP_MD_CTX_free"),
        let beginVerifying = dlsym(library, "EVP_DigestVerifyInit"),
        let finishVerifying = dlsym(library, "EVP_DigestVerify"),
        let clearErrors = dlsym(library, "ERR_clear_error")
      else { return nil }
      self.makeKey = unsafeBitCast(makeKey, to: MakeKey.self)
      self.freeKey = unsafeBitCast(freeKey, to: Free.self)
      self.makeContext = unsafeBitCast(makeContext, to: Make.self)
      self.freeContext = unsafeBitCast(freeContext, to: Free.self)
      self.beginVerifying = unsafeBitCast(beginVerifying, to: Begin.self)
      self.finishVerifying = unsafeBitCast(finishVerifying, to: Verify.self)
      self.clearErrors = unsafeBitCast(clearErrors, to: Clear.self)
    }

    /// Whether a signature is a key's, of exactly this message.
    ///
    /// - Returns: `nil` when the library does not do Ed25519, which it may be set up not to, or has no memory.
    func verify(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool? {
      // What fails may leave an error behind, which others in this thread would take for one of theirs.
      defer { clearErrors() }
      guard let key = makeKey(Self.ed25519, nil, key, key.count) else { return nil }
      defer { freeKey(key) }
      guard let context = makeContext() else { return nil }
      defer { freeContext(context) }
      guard beginVerifying(context, nil, nil, nil, key) == 1 else { return nil }
      switch finishVerifying(context, signature, signature.count, message, message.count) {
      case 1: return true
      case 0: return false
      default: return nil
      }
    }
  }
#endif
