import FalCore
import FalRunner

extension Invocation {
  /// The names of `--host` under which a server is reached, in lower case.
  ///
  /// - Throws: `RunError` of kind `usage` for what is no name alone.
  func hosts() throws(RunError) -> Set<String> {
    var hosts: Set<String> = []
    for name in values(.host) {
      guard let address = HTTPAddress("http://\(name)/"), address.port == 80, address.host == name.lowercased() else {
        throw .usage("--\(OptionName.host) takes a name without scheme and port, as in fal.example.com, not '\(name)'")
      }
      hosts.insert(address.host)
    }
    return hosts
  }

  /// The origins of `--origin` whose pages may use a server; `*` for any.
  ///
  /// - Throws: `RunError` of kind `usage` for what no browser sends as an origin.
  func origins() throws(RunError) -> Set<String> {
    var origins: Set<String> = []
    for text in values(.origin) {
      let isOrigin = HTTPAddress(text) != nil && HTTPAddress.target(of: text) == ""
      guard text == "*" || isOrigin else {
        throw .usage(
          "--\(OptionName.origin) takes scheme, name and port without a slash at the end, as in http://localhost:3000, not '\(text)'"
        )
      }
      origins.insert(text.lowercased())
    }
    return origins
  }
}
