import FalSystem

#if !canImport(Darwin)
  import CFalCurl

  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// Which authorities' certificates are trusted, where it is not what libcurl was built to trust.
  package struct CurlTrust: Sendable {
    /// A file in PEM form in place of libcurl's own.
    private(set) var file: String?
    /// A folder of certificates by their hashes, in place of libcurl's own.
    private(set) var folder: String?
    /// The content of such a file, where something was added to it.
    private(set) var bundle: [UInt8]?

    /// Where distributions keep what libcurl is built to trust.
    private static let systemFiles = [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
      "/etc/ssl/cert.pem",
    ]

    /// - Parameters:
    ///   - extra: A file of certificates that are trusted, too.
    ///   - variable: Variables of the environment, which other programs take as well.
    /// - Throws: `TransportError` when the file cannot be read.
    package init(
      extra: String?,
      _ variable: (String) -> String? = ProcessEnvironment.value
    ) throws(TransportError) {
      func named(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
      file = named("CURL_CA_BUNDLE") ?? named("SSL_CERT_FILE")
      folder = named("SSL_CERT_DIR")
      guard let extra else { return }
      let base = try file.map { path throws(TransportError) in try Self.content(of: path) }
      let system = Self.systemFiles.lazy.compactMap { try? Self.content(of: $0) }.first ?? []
      bundle = try (base ?? system) + [UInt8(ascii: "\n")] + Self.content(of: extra)
    }

    /// Has a handle verify who answers.
    ///
    /// - Returns: What libcurl does not take, without which nothing may be sent; `nil` when all is well.
    package func apply(to easy: UnsafeMutableRawPointer) -> String? {
      var refused: String?
      func demand(_ what: String, _ code: Int32) { if code != FALCURL_OK { refused = refused ?? what } }
      func set(_ option: some BinaryInteger, _ value: Int) -> Int32 {
        falcurl_easy_set_long(easy, Int32(option), value)
      }
      demand("to verify certificates", set(FALCURL_OPT_SSL_VERIFYPEER, 1))
      demand("to verify the names in certificates", set(FALCURL_OPT_SSL_VERIFYHOST, 2))
      demand("TLS 1.2", set(FALCURL_OPT_SSLVERSION, Int(FALCURL_SSLVERSION_TLSV1_2)))
      if let folder { falcurl_easy_set_string(easy, Int32(FALCURL_OPT_CAPATH), folder) }
      if let bundle {
        let code = bundle.withUnsafeBytes {
          falcurl_easy_set_blob(easy, Int32(FALCURL_OPT_CAINFO_BLOB), $0.baseAddress, $0.count)
        }
        demand("certificates from memory; version 7.77 or newer is needed", code)
      } else if let file {
        falcurl_easy_set_string(easy, Int32(FALCURL_OPT_CAINFO), file)
      }
      return refused
    }

    private static func content(of path: String) throws(TransportError) -> [UInt8] {
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw TransportError(.unavailable, "the certificates in \(path) cannot be read", wasSent: false)
      }
      return Array(data)
    }
  }
#endif
