import FalCore
import TestSupport
import Testing

@Suite("Endpoint ids")
struct EndpointIDTests {
  struct Example: Sendable {
    var id: String
    var namespace: String?
    var owner: String
    var alias: String
    var path: String?
    var full: String
    var base: String
  }

  /// The worked examples of the protocol, with what falkit does about the awkward ones.
  static let examples = [
    Example(
      id: "fal-ai/fast-sdxl",
      owner: "fal-ai",
      alias: "fast-sdxl",
      full: "fal-ai/fast-sdxl",
      base: "fal-ai/fast-sdxl"
    ),
    Example(
      id: "fal-ai/fast-sdxl/image-to-image",
      owner: "fal-ai",
      alias: "fast-sdxl",
      path: "image-to-image",
      full: "fal-ai/fast-sdxl/image-to-image",
      base: "fal-ai/fast-sdxl"
    ),
    Example(
      id: "fal-ai/flux/dev",
      owner: "fal-ai",
      alias: "flux",
      path: "dev",
      full: "fal-ai/flux/dev",
      base: "fal-ai/flux"
    ),
    Example(
      id: "fal-ai/flux/dev/image-to-image",
      owner: "fal-ai",
      alias: "flux",
      path: "dev/image-to-image",
      full: "fal-ai/flux/dev/image-to-image",
      base: "fal-ai/flux"
    ),
    Example(
      id: "fal-ai/kling-video/v2.6/pro/image-to-video",
      owner: "fal-ai",
      alias: "kling-video",
      path: "v2.6/pro/image-to-video",
      full: "fal-ai/kling-video/v2.6/pro/image-to-video",
      base: "fal-ai/kling-video"
    ),
    Example(
      id: "minimax/h3-max/text-to-video",
      owner: "minimax",
      alias: "h3-max",
      path: "text-to-video",
      full: "minimax/h3-max/text-to-video",
      base: "minimax/h3-max"
    ),
    Example(id: "myuser/my-app", owner: "myuser", alias: "my-app", full: "myuser/my-app", base: "myuser/my-app"),
    Example(
      id: "myuser/my-app/turbo",
      owner: "myuser",
      alias: "my-app",
      path: "turbo",
      full: "myuser/my-app/turbo",
      base: "myuser/my-app"
    ),
    Example(
      id: "workflows/fal-ai/fast-sdxl",
      namespace: "workflows",
      owner: "fal-ai",
      alias: "fast-sdxl",
      full: "workflows/fal-ai/fast-sdxl",
      base: "workflows/fal-ai/fast-sdxl"
    ),
    Example(
      id: "workflows/user/my-flow/sub/path",
      namespace: "workflows",
      owner: "user",
      alias: "my-flow",
      path: "sub/path",
      full: "workflows/user/my-flow/sub/path",
      base: "workflows/user/my-flow"
    ),
    Example(
      id: "comfy/fal-ai/dynamic-lora-loading",
      namespace: "comfy",
      owner: "fal-ai",
      alias: "dynamic-lora-loading",
      full: "comfy/fal-ai/dynamic-lora-loading",
      base: "comfy/fal-ai/dynamic-lora-loading"
    ),
    Example(id: "110602490-lcm", owner: "110602490", alias: "lcm", full: "110602490/lcm", base: "110602490/lcm"),
    Example(
      id: "110602490-lcm/extra",
      owner: "110602490-lcm",
      alias: "extra",
      full: "110602490-lcm/extra",
      base: "110602490-lcm/extra"
    ),
    Example(
      id: "fal-ai/any-llm/stream",
      owner: "fal-ai",
      alias: "any-llm",
      path: "stream",
      full: "fal-ai/any-llm/stream",
      base: "fal-ai/any-llm"
    ),
    Example(
      id: "fal-ai/fast-lcm-diffusion/realtime",
      owner: "fal-ai",
      alias: "fast-lcm-diffusion",
      path: "realtime",
      full: "fal-ai/fast-lcm-diffusion/realtime",
      base: "fal-ai/fast-lcm-diffusion"
    ),
    Example(id: "/fal-ai/flux", owner: "fal-ai", alias: "flux", full: "fal-ai/flux", base: "fal-ai/flux"),
    Example(id: "fal-ai/flux/", owner: "fal-ai", alias: "flux", full: "fal-ai/flux", base: "fal-ai/flux"),
  ]

  @Test("Worked examples are taken apart and put into addresses", arguments: examples)
  func workedExample(example: Example) throws {
    let id = try EndpointID(example.id)
    #expect(id.namespace == example.namespace)
    #expect(id.owner == example.owner)
    #expect(id.alias == example.alias)
    #expect(id.path == example.path)
    #expect(id.description == example.full)
    #expect(id.base == example.base)

    let hosts = FalHosts()
    #expect(hosts.submitURL(of: id) == "https://queue.fal.run/\(example.full)")
    #expect(hosts.runURL(of: id) == "https://fal.run/\(example.full)")
    #expect(hosts.statusURL(of: id, request: "R") == "https://queue.fal.run/\(example.base)/requests/R/status")
    #expect(
      hosts.statusStreamURL(of: id, request: "R") == "https://queue.fal.run/\(example.base)/requests/R/status/stream"
    )
    #expect(hosts.resultURL(of: id, request: "R") == "https://queue.fal.run/\(example.base)/requests/R")
    #expect(hosts.cancelURL(of: id, request: "R") == "https://queue.fal.run/\(example.base)/requests/R/cancel")
    #expect(try EndpointID(id.description) == id)
  }

  @Test(
    "What is no id is refused with a reason",
    arguments: [
      ("just-an-id", "owner"), ("fal-ai//flux", "empty segment"), ("workflows/user", "must follow"),
      ("workflows", "must follow"),
      ("", "empty"), ("/", "empty"), ("//fal-ai/flux", "empty segment"), ("fal-ai/flux//", "empty segment"),
      ("https://queue.fal.run/fal-ai/flux/dev", "web address"), ("fal-ai/../secrets", "'..'"), ("./flux", "'.'"),
      ("fal-ai/flux dev", "a space"), ("fal-ai/flux?x=1", "'?'"), ("fal-ai/flux#top", "'#'"), ("fal-ai/fl%75x", "'%'"),
      ("fal-ai/flux\n", "U+A"), ("fal-ai/flüx", "U+FC"), ("fal-ai\\flux", "'\\'"), ("a\\b/c", "'\\'"),
      ("110602490-", "owner"),
      ("-lcm", "owner"), ("110602490-lc_m", "owner"), ("comfy", "must follow"),
    ]
  )
  func refused(text: String, reason: String) {
    let error = #expect(throws: FalError.self) { try EndpointID(text) }
    #expect(error?.message.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("fal-ai/flux/dev") == true)
  }

  @Test("Suffixes of streams and sockets are not repeated")
  func suffixes() throws {
    let hosts = FalHosts()
    #expect(hosts.streamURL(of: "fal-ai/any-llm") == "https://fal.run/fal-ai/any-llm/stream")
    #expect(hosts.streamURL(of: "fal-ai/any-llm/stream") == "https://fal.run/fal-ai/any-llm/stream")
    #expect(hosts.realtimeURL(of: "fal-ai/x") == "wss://fal.run/fal-ai/x/realtime")
    #expect(hosts.realtimeURL(of: "fal-ai/x/realtime") == "wss://fal.run/fal-ai/x/realtime")
    let local = FalHosts(run: "http://127.0.0.1:8080", queue: "http://127.0.0.1:8080/queue")
    #expect(local.realtimeURL(of: "fal-ai/x") == "ws://127.0.0.1:8080/fal-ai/x/realtime")
    #expect(local.submitURL(of: "fal-ai/x") == "http://127.0.0.1:8080/queue/fal-ai/x")
  }

  @Test(
    "A request id cannot lead to another address",
    arguments: [
      ("../../admin", "%2E%2E%2F%2E%2E%2Fadmin"), ("a?b#c", "a%3Fb%23c"), ("..", "%2E%2E"), ("a b\n", "a%20b%0A"),
      ("é", "%C3%A9"),
      ("764cabcf-b745-4b3e-ae38-1200304cf45b", "764cabcf-b745-4b3e-ae38-1200304cf45b"),
    ]
  )
  func requestIDs(request: String, escaped: String) {
    let url = FalHosts().resultURL(of: "fal-ai/flux", request: request)
    #expect(url == "https://queue.fal.run/fal-ai/flux/requests/\(escaped)")
  }

  @Test("Random text is an id that survives, or is refused")
  func fuzz() {
    var random = SeededRandom(seed: 5)
    let pieces = ["/", "a", "fal-ai", "workflows", "comfy", "1", "-", ".", "..", " ", "%", "?", "é", "\n", "~", "flux"]
    var accepted = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      guard let id = try? EndpointID(text) else { continue }
      accepted += 1
      #expect((try? EndpointID(id.description)) == id)
      #expect(id.description.hasPrefix(id.base))
      #expect(!id.description.contains("//") && !id.description.hasPrefix("/") && !id.description.hasSuffix("/"))
    }
    #expect(accepted > 200)
  }
}
