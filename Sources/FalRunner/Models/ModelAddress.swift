/// A model's address on the web.
package enum ModelAddress {
  /// The id in the address of a model's page (`https://fal.ai/models/fal-ai/flux/dev/api`) or of the model itself
  /// (`https://queue.fal.run/fal-ai/flux/dev`); `nil` when it is none.
  package static func id(in text: String) -> String? {
    var rest = text[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest.removeFirst(scheme.count) }
    if rest.hasPrefix("www.") { rest.removeFirst("www.".count) }
    guard let place = ["fal.ai/models/", "queue.fal.run/", "fal.run/"].first(where: rest.hasPrefix) else { return nil }
    rest.removeFirst(place.count)
    if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
    if rest.hasSuffix("/") { rest.removeLast() }
    for page in ["/api", "/playground", "/llms.txt"] where rest.hasSuffix(page) { rest.removeLast(page.count) }
    return String(rest)
  }
}
