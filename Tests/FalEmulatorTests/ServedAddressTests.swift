import FalCore
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

@Suite("A local fal under other names", .timeLimit(.minutes(2)))
struct ServedAddressTests {
  private struct Answer {
    let status: Int
    let json: JSON
    let text: String
  }

  private func call(
    _ method: String,
    _ url: String,
    _ fields: HTTPFields = [:],
    _ body: String = ""
  ) async throws -> Answer {
    let content = HTTPRequestBody.bytes(Array(body.utf8))
    let response = try await HTTPTransports.standard.send(
      HTTPRequest(method, url, fields: fields, body: body.isEmpty ? .none : content)
    )
    let bytes = try await response.body.collect()
    let text = String(decoding: bytes, as: UTF8.self)
    return Answer(status: response.status, json: (try? JSON(parsing: bytes)) ?? .null, text: text)
  }

  private func emulator(_ configure: (inout EmulatorConfiguration) -> Void = { _ in }) throws -> Emulator {
    var configuration = EmulatorConfiguration()
    configure(&configuration)
    let emulator = try Emulator(configuration)
    emulator.answer("my/app") { ["echo": $0] }
    return emulator
  }

  @Test("Under fal's own names each service is at its host, and all addresses are fal's")
  func ownNames() async throws {
    let emulator = try emulator()
    func fal(_ host: String, _ method: String, _ path: String, _ body: String = "") async throws -> Answer {
      try await call(method, emulator.address + path, ["Host": host], body)
    }
    let submitted = try await fal("queue.fal.run", "POST", "/my/app", #"{"n": 1}"#)
    let id = try #require(submitted.json["request_id"].string)
    #expect(submitted.json["status_url"].string == "https://queue.fal.run/my/app/requests/\(id)/status")
    #expect(submitted.json["response_url"].string == "https://queue.fal.run/my/app/requests/\(id)")
    while try await fal("queue.fal.run", "GET", "/my/app/requests/\(id)/status/").json["status"] != "COMPLETED" {}
    #expect(try await fal("queue.fal.run", "GET", "/my/app/requests/\(id)/").json["echo"]["n"] == 1)
    let stream = try await fal("queue.fal.run", "GET", "/my/app/requests/\(id)/status/stream/")
    #expect(stream.text.contains("https://queue.fal.run/my/app/requests/\(id)/status"))
    #expect(!stream.text.contains("127.0.0.1"))
    #expect(try await fal("fal.run", "POST", "/my/app/", #"{"n": 2}"#).json["echo"]["n"] == 2)

    let made = try await fal("fal.run", "POST", "/fal-ai/flux/schnell", #"{"prompt": "a cat", "image_size": "square"}"#)
    let picture = try #require(made.json["images"][0]["url"].string)
    #expect(picture.hasPrefix("https://v3.fal.media/files/"))
    let file = try await fal("v3b.fal.media", "GET", String(picture.dropFirst("https://v3.fal.media".count)))
    #expect(file.status == 200 && !file.text.isEmpty)
    // What it has given away it knows as an input.
    let echoed = try await fal("fal.run", "POST", "/my/app", #"{"image_url": "\#(picture)"}"#)
    #expect(echoed.json["echo"]["image_url"].string == picture)
    #expect(emulator.requests.last?.input["image_url"].string?.hasPrefix(emulator.address + "/cdn/files/") == true)

    let begun = try await fal(
      "rest.alpha.fal.ai",
      "POST",
      "/storage/upload/initiate?storage_type=fal-cdn-v3",
      #"{"file_name": "a.txt", "content_type": "text/plain"}"#
    )
    let target = try #require(begun.json["upload_url"].string)
    #expect(target.hasPrefix("https://v3.fal.media/signed/"))
    // A client that sends its key there as well does no harm.
    let put = try await call(
      "PUT",
      emulator.address + target.dropFirst("https://v3.fal.media".count),
      ["Host": "v3.fal.media", "Content-Type": "text/plain", "Authorization": "Key a:b"],
      "text"
    )
    #expect(put.status == 200)
    #expect(try await fal("api.fal.ai", "GET", "/v1/models?limit=1").json["models"].array?.count == 1)
  }

  @Test("Behind a server that says so, addresses are that server's; nobody else is believed")
  func behindProxy() async throws {
    let forwarded: HTTPFields = ["X-Forwarded-Host": "fal.test:8443", "X-Forwarded-Proto": "https"]
    let trusting = try emulator {
      $0.isBehindProxy = true
      $0.allowedHosts = ["fal.test"]
    }
    let seen = try await call("POST", trusting.hosts.queue + "/my/app", forwarded, "{}")
    #expect(seen.json["status_url"].string?.hasPrefix("https://fal.test:8443/queue/my/app/requests/") == true)
    let other = try await call("POST", trusting.hosts.queue + "/my/app", ["X-Forwarded-Host": "evil.test"], "{}")
    #expect(other.status == 421)
    let strict = try emulator { $0.allowedHosts = ["fal.test"] }
    let ignored = try await call("POST", strict.hosts.queue + "/my/app", forwarded, "{}")
    #expect(ignored.json["status_url"].string?.hasPrefix(strict.hosts.queue) == true)
    let named = try await call("POST", strict.hosts.queue + "/my/app", ["Host": "fal.test"], "{}")
    #expect(named.json["status_url"].string?.hasPrefix("http://fal.test/queue/") == true)
    #expect(try await call("POST", strict.hosts.queue + "/my/app", ["Host": "other.test"], "{}").status == 421)
  }
}
