import FalCore
import FalEmulator
import FalHTTPServer
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit serve", .timeLimit(.minutes(2)))
struct ServeCommandTests {
  @Test("It serves until it is told to stop, and says what it did")
  func serves() async throws {
    let output = Pipe()
    let process = try ChildProcess(
      FalkitProcess.executable.path,
      ["serve", "--port", "0", "--key", "my:key", "--duration", "0", "--json", "--fault", "submit=429"],
      output: .descriptor(output.fileHandleForWriting.fileDescriptor)
    )
    try output.fileHandleForWriting.close()
    // The announcement is one JSON document, printed at once.
    var text = ""
    while (try? JSON(parsing: text)) == nil, let data = try output.fileHandleForReading.read(upToCount: 1) {
      text += String(decoding: data, as: UTF8.self)
    }
    let announcement = try JSON(parsing: text)
    var environment: [String: String] = [:]
    for (name, value) in announcement["environment"].object ?? [:] { environment[name] = value.string }
    var configuration = try FalConfiguration.from(environment: environment)
    configuration.retries = RetryPolicy(delay: .milliseconds(1), longestDelay: .milliseconds(1))
    let client = try FalClient(configuration)
    let result = try await client.subscribe(
      to: "fal-ai/flux/dev",
      input: ["prompt": "a cat", "image_size": ["width": 32, "height": 32], "seed": 5]
    )
    #expect(result.output["seed"] == 5)
    #expect(client.hosts.platform == (announcement["address"].string ?? "") + "/platform")
    process.send(SIGTERM)
    #expect(process.wait() == .exited(0))
    let report = try JSON(parsing: [UInt8](try output.fileHandleForReading.readToEnd() ?? Data()))
    #expect(report["accepted"] == 1 && report["faults"] == 1 && report["received"]["submit"] == 2)
  }

  @Test(
    "What is wrong with its options is said",
    arguments: [
      (["--port", "70000"], "65535"), (["--duration", "x"], "--duration takes a time"),
      (["--fault", "submit"], "WHAT=FAULT"), (["--fault", "sumbit=503"], "there is no operation 'sumbit'"),
      (["--fault", "submit=flood"], "there is no fault 'flood'"), (["--fault-share", "200=503"], "0 to 100"),
    ]
  )
  func wrongOptions(options: [String], message: String) async throws {
    let result = await Falkit.run(list: ["serve"] + options)
    #expect(result.code == 64 && result.error.contains(message))
  }

  #if os(Linux)
    @Test("It may have as many files open as the system allows, and not only as many as it was started with")
    func openFiles() throws {
      let output = Pipe()
      let falkit = try ChildProcess(
        "/bin/sh",
        ["-c", "ulimit -S -n 64; exec '\(FalkitProcess.executable.path)' serve --port 0"],
        output: .descriptor(output.fileHandleForWriting.fileDescriptor)
      )
      try output.fileHandleForWriting.close()
      // What it says first, it says when it serves.
      #expect(try output.fileHandleForReading.read(upToCount: 1)?.count == 1)
      let limits = try String(contentsOfFile: "/proc/\(falkit.id)/limits", encoding: .utf8)
      let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max open files") })
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      #expect(numbers.count == 2 && numbers[0] == min(10_240, numbers[1]))
    }
  #endif

  @Test("A port that is taken is said")
  func takenPort() async throws {
    let server = try HTTPServer { _, responder in try responder.respond(200) }
    defer { server.stop() }
    let result = await Falkit.run("serve", "--port", "\(server.port)")
    #expect(result.code == 1 && result.error.contains("\(server.port)") && result.error.contains("--port 0"))
  }

  @Test("Faults are scripted per operation, and by chance otherwise")
  func faults() throws {
    let plan = try FaultArguments(scripts: ["submit=503,ok,reset-after", "PART=slow,silent"], share: nil).plan
    let submits = (0..<4).map { _ in plan.fault(for: .submit) }
    #expect(submits == [.status(503), nil, .resetAfter, nil])
    #expect(plan.fault(for: .part) == .slow && plan.fault(for: .part) == .silent && plan.fault(for: .status) == nil)
    let always = try FaultArguments(scripts: [], share: "100%=429").plan
    #expect(always.fault(for: .result) == .status(429))
  }
}
