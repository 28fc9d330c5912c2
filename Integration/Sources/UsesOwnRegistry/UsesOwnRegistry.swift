import FalCore
import Foundation

/// Uses an app that is not in falkit's registry.
@main
enum UsesOwnRegistry {
  static func main() throws {
    let input = AcmePoster.Input(
      title: "Tides",
      layers: [.init(text: "high", opacity: 0.5), .init(text: "low")],
      paper: .a3
    )
    print(AcmePoster.id, input.json)
    let output = try AcmePoster.Output(json: ["poster": ["url": "https://example.com/poster.pdf"], "pages": 2])
    print(output.poster.url, output.pages ?? 0)

    let stored = try JSONEncoder().encode([input])
    print(try JSONDecoder().decode([AcmePoster.Input].self, from: stored) == [input])
    print(try JSONDecoder().decode(AcmePoster.Output.self, from: JSONEncoder().encode(output)) == output)
    print(Set([input, input]).count)
  }
}
