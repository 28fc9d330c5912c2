import FalCore
import FalStorage
import Foundation

/// What the client does, against a local fal.
struct ClientBenchmarks {
  private static let fileSize = 1_000_000_000

  let falkit: String
  /// A Python that has httpx; without it there is nothing to compare with.
  let python: String?

  func print() async throws {
    let server = try ChildProgram(falkit, ["serve", "--port", "0", "--duration", "0", "--quiet"], core: 0)
    defer { server.stop() }
    let address = try server.firstLine()
    for host in ["run", "queue", "rest", "cdn"] {
      setenv("FALKIT_\(host.uppercased())_URL", "\(address)/\(host)", 1)
    }
    setenv("FAL_KEY", "local:key", 1)
    try await requests(address)
    try transfers(address)
    try await EventRate.print()
    try await CancelTime.print()
  }

  private func requests(_ address: String) async throws {
    let fal = try FalClient(try FalConfiguration.environment())
    let input: InputValue = ["prompt": "a cat", "image_size": ["width": 64, "height": 64]]
    let handle = try await fal.submit(to: "fal-ai/flux/dev", input: input)
    _ = try await fal.wait(for: handle)

    let own = try ChildProgram(
      CommandLine.arguments[0],
      ["request-rate", "fal-ai/flux/dev", handle.requestID],
      core: 1
    ).numbers()
    let theirs = try python.map { python in
      let status = "\(address)/queue/fal-ai/flux/requests/\(handle.requestID)/status"
      return try ChildProgram(python, ["Benchmarks/python/request_rate.py", status], core: 1).numbers()
    }
    Table.title("requests per second, on one core", "falkit", "httpx", "ratio", "budget")
    for (index, (name, budget)) in [("in sequence", 4.0), ("64 in flight", 20)].enumerated() {
      let other = theirs?[index]
      Table.row(
        name,
        .perSecond(own[index]),
        other.map { .perSecond($0) },
        other.map { .times(own[index] / $0) },
        .times(budget)
      )
    }
  }

  private func transfers(_ address: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("file.bin").path
    try Data().write(to: URL(fileURLWithPath: path))
    try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: UInt64(Self.fileSize))

    let own = try ChildProgram(CommandLine.arguments[0], ["transfer", path]).numbers()
    let curl = Curl(address: address)
    let upload = try curl.upload(path)
    let download = try curl.download(upload.url, to: path + ".curl")
    let megabytes = Double(Self.fileSize) / 1e6
    Table.title("a file of 1 GB", "falkit", "curl", "time to curl", "budget")
    Table.row(
      "upload",
      .megabytes(megabytes / own[0]),
      .megabytes(megabytes / upload.seconds),
      .times(own[0] / upload.seconds),
      .times(1.5)
    )
    Table.row(
      "download",
      .megabytes(megabytes / own[2]),
      .megabytes(megabytes / download),
      .times(own[2] / download),
      nil
    )
    Table.title("memory above idle", "falkit", "", "", "budget")
    Table.row("upload of 1 GB", .memory(own[1]), nil, nil, .memory(40))
    Table.row("then download of 1 GB", .memory(own[3]), nil, nil, .memory(40))
  }
}
