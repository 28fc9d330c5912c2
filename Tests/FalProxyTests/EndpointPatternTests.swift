import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalProxy

@Suite("Patterns of endpoints")
struct EndpointPatternTests {
  @Test("A pattern takes what it says, and the requests of what it may take")
  func examples() throws {
    let exact = try EndpointPattern("fal-ai/flux/dev")
    #expect(exact.matches("fal-ai/flux/dev") && !exact.matches("fal-ai/flux/dev/x") && !exact.matches("fal-ai/flux"))
    #expect(exact.matchesSomething(under: "fal-ai/flux") && !exact.matchesSomething(under: "fal-ai/flu"))
    let tree = try EndpointPattern("fal-ai/flux/**")
    #expect(tree.matches("fal-ai/flux/dev/x") && !tree.matches("fal-ai/flux") && !tree.matches("fal-ai/flux-pro/x"))
    #expect(tree.matchesSomething(under: "fal-ai/flux") && !tree.matchesSomething(under: "fal-ai/flux-pro"))
    let loose = try EndpointPattern("fal-ai/flux*")
    #expect(loose.matches("fal-ai/flux") && loose.matches("fal-ai/flux-pro/x"))
    #expect(loose.matchesSomething(under: "fal-ai/flux-pro") && !loose.matchesSomething(under: "acme/flux"))
    let ending = try EndpointPattern("*/fast")
    #expect(ending.matches("acme/fast") && ending.matches("acme/echo/fast") && !ending.matches("acme/echo"))
    #expect(ending.matchesSomething(under: "acme/echo"))
    #expect(try EndpointPattern("acme/ech?").matches("acme/echo"))
    #expect(try EndpointPattern("acme/ech?/*").matches("acme/echo/x"))
    #expect(try !EndpointPattern("acme/ech?/*").matches("acme/echoo/x"))
    #expect(try EndpointPattern("workflows/acme/w").matchesSomething(under: "workflows/acme/w"))
    #expect(try EndpointPattern("*").matches("any/thing/at/all"))
    #expect(try !EndpointPattern("Fal-AI/**").matches("fal-ai/flux"))
  }

  @Test(
    "What no endpoint can fit is no pattern",
    arguments: ["", "x", "a b/c", "a//b", "/a/b", "a/b/", "a/../b", "ü/*", "a/%2e", "a//*", "/a/*", "*/", "a/../*"]
  )
  func invalid(text: String) {
    #expect(throws: FalError.self) { try EndpointPattern(text) }
  }

  @Test("An alias is known where it is spelled out")
  func aliases() throws {
    #expect(try EndpointPattern("fal-ai/flux/dev").alias == "flux" && EndpointPattern("fal-ai/flux/**").alias == "flux")
    #expect(try EndpointPattern("workflows/acme/w/*").alias == "w")
    for text in ["fal-ai/**", "*/flux/x", "fal-ai/flux*", "*", "workflows/acme/*"] {
      #expect(try EndpointPattern(text).alias == nil)
    }
  }

  @Test("It agrees with globs elsewhere, and the requests of whatever it takes are allowed")
  func agreesWithGlob() throws {
    var random = SeededRandom(seed: 3)
    func text(_ alphabet: String, _ count: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: count, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
    }
    var (taken, patterns) = (0, 0)
    for _ in 0..<20_000 {
      let written = text("ab/**?", 1...8)
      guard let pattern = try? EndpointPattern(written) else { continue }
      patterns += 1
      for _ in 0..<5 {
        guard let id = try? EndpointID(text("ab/", 3...8)) else { continue }
        #expect(pattern.matches(id) == Glob(written).matches(id.description))
        if pattern.matches(id) {
          taken += 1
          #expect(pattern.matchesSomething(under: id.base))
        }
      }
    }
    #expect(patterns > 5000 && taken > 3000)
  }
}
