import FalSystem

#if !canImport(Darwin)
  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// Which authorities' certificates are trusted, where it is not what libcurl was built to trust.
  struct CurlTrust: Sendable {
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
    init(
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

    private static func content(of path: String) throws(TransportError) -> [UInt8] {
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw TransportError(.unavailable, "the certificates in \(path) cannot be read", wasSent: false)
      }
      return Array(data)
    }
  }
#endif
