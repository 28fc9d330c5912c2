/// A model's page on the web.
enum ModelAddress {
  /// The id in an address such as `https://fal.ai/models/fal-ai/flux/dev/api`; `nil` when it is none.
  static func id(in text: String) -> String? {
    var rest = text[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest.removeFirst(scheme.count) }
    if rest.hasPrefix("www.") { rest.removeFirst(4) }
    guard rest.hasPrefix("fal.ai/models/") else { return nil }
    rest.removeFirst("fal.ai/models/".count)
    if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
    if rest.hasSuffix("/") { rest.removeLast() }
    for page in ["/api", "/playground", "/llms.txt"] where rest.hasSuffix(page) { rest.removeLast(page.count) }
    return String(rest)
  }
}
