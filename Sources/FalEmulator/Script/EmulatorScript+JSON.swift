public import FalCore
import FalSystem

extension EmulatorScript {
  /// Reads a script from JSON: a list of answers.
  ///
  /// ```json
  /// [
  ///   {"endpoint": "my/flaky", "calls": [1, 2], "failure": {"status": 500, "detail": "out of memory"}},
  ///   {"endpoint": "my/flaky", "queue": 3, "duration": 2, "logs": ["loading"], "output": {"image": {"url": "@cat.png"}}}
  /// ]
  /// ```
  ///
  /// `calls` is a number or the first and the last of a range; times are seconds; a text that begins with `@` in an output names a
  /// file of the script's folder, which is served.
  ///
  /// - Parameters:
  ///   - json: The script.
  ///   - folder: Where its files are; `nil` for none.
  /// - Throws: `EmulatorError` naming the answer and the member that is wrong.
  public init(json: JSON, folder: String? = nil) throws(EmulatorError) {
    guard let entries = json.array else { throw EmulatorError(message: "a script is a list of answers") }
    var answers: [Answer] = []
    for (position, entry) in entries.enumerated() {
      do throws(ScriptProblem) {
        answers.append(try Answer(json: entry, folder: folder))
      } catch {
        throw EmulatorError(message: "answer \(position + 1) of the script: \(error.message)")
      }
    }
    self.init(answers)
    self.folder = folder
  }
}

private struct ScriptProblem: Error {
  let message: String
}

extension EmulatorScript.Answer {
  private static let members: Set<String> = [
    "endpoint", "input", "calls", "queue", "queue_time", "duration", "logs", "output", "failure",
  ]

  fileprivate init(json: JSON, folder: String?) throws(ScriptProblem) {
    guard let object = json.object else { throw ScriptProblem(message: "it is no object") }
    if let other = object.first(where: { !Self.members.contains($0.name) })?.name {
      let known = Self.members.sorted().joined(separator: ", ")
      throw ScriptProblem(message: "there is no member '\(other.prefix(40))'; there are \(known)")
    }
    guard let endpoint = json["endpoint"].string, !endpoint.isEmpty else {
      throw ScriptProblem(message: "endpoint must be an id, or a glob over ids")
    }
    self.init(endpoint, outcome: try Self.outcome(json, folder))
    if !json["input"].isNull {
      guard json["input"].object != nil else { throw ScriptProblem(message: "input must be an object") }
      input = json["input"]
    }
    calls = try Self.calls(json["calls"])
    queue = try Self.count(json["queue"], "queue") ?? 0
    queueTime = try Self.time(json["queue_time"], "queue_time") ?? queueTime
    duration = try Self.time(json["duration"], "duration")
    if !json["logs"].isNull {
      guard let lines = json["logs"].array, lines.allSatisfy({ $0.string != nil }) else {
        throw ScriptProblem(message: "logs must be a list of texts")
      }
      logs = lines.compactMap(\.string)
    }
  }

  private static func outcome(_ json: JSON, _ folder: String?) throws(ScriptProblem) -> EmulatorScript.Outcome {
    switch (json["output"].isNull, json["failure"].isNull) {
    case (false, false): throw ScriptProblem(message: "there are both output and failure")
    case (true, true): return .model
    case (false, true):
      try checkFiles(json["output"], folder)
      return .output(json["output"])
    case (true, false):
      let failure = json["failure"]
      guard let status = failure["status"].int, (400...599).contains(status) else {
        throw ScriptProblem(message: "failure.status must be an HTTP status from 400 to 599")
      }
      var body = failure.object ?? [:]
      body["status"] = nil
      var outcome = ModelFailure(status: status, body: .object(body))
      // What fails with a name of its own is the machine, whose status says so, too.
      outcome.isInfrastructure = !failure["error_type"].isNull && failure["detail"].array == nil
      return .failure(outcome)
    }
  }

  private static func calls(_ json: JSON) throws(ScriptProblem) -> ClosedRange<Int>? {
    if json.isNull { return nil }
    if let number = json.int, number > 0 { return number...number }
    guard let bounds = json.array?.compactMap(\.int), bounds.count == 2, bounds[0] > 0, bounds[0] <= bounds[1] else {
      throw ScriptProblem(message: "calls must be a number from 1 on, or the first and the last of some")
    }
    return bounds[0]...bounds[1]
  }

  private static func count(_ json: JSON, _ name: String) throws(ScriptProblem) -> Int? {
    if json.isNull { return nil }
    guard let number = json.int, (0...1_000_000).contains(number) else {
      throw ScriptProblem(message: "\(name) must be a whole number from 0 on")
    }
    return number
  }

  private static func time(_ json: JSON, _ name: String) throws(ScriptProblem) -> Duration? {
    if json.isNull { return nil }
    guard let seconds = json.double, (0...86_400).contains(seconds) else {
      throw ScriptProblem(message: "\(name) must be a number of seconds, at most a day")
    }
    return .seconds(seconds)
  }

  private static func checkFiles(_ json: JSON, _ folder: String?) throws(ScriptProblem) {
    switch json {
    case .string(let text) where text.hasPrefix("@"):
      guard let path = ScriptFiles.path(of: text, in: folder) else {
        throw ScriptProblem(message: "\(text.prefix(80)) is no file of the script's folder")
      }
      guard FileStatus(path)?.kind == .file else { throw ScriptProblem(message: "there is no file \(path)") }
    case .array(let items): for item in items { try checkFiles(item, folder) }
    case .object(let object): for member in object { try checkFiles(member.value, folder) }
    default: break
    }
  }
}
