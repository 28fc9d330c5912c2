import TestSupport
import Testing

@testable import FalCore

@Suite("Answers: fuzz")
struct AnswerFuzzTests {
  /// The shapes that errors and statuses have, and some that look like them.
  private static let bodies = [
    #"{"detail":[{"loc":["body","loras",0,"path"],"msg":"Field required","type":"missing","ctx":{"le":4},"input":null}]}"#,
    #"{"detail":"Request timed out","error_type":"request_timeout"}"#, #"{"error":{"message":"no","type":"x"}}"#,
    #"{"detail":{"a":[1,2]}}"#, #"{"message":"Not found"}"#, #"{"status":"NOT_FOUND"}"#, #"{"detail":[]}"#,
    #"{"detail":[["a"],1,null,{"loc":"body","msg":5},{"loc":[]},{"loc":[{}],"msg":""}]}"#,
    "<html><body><h1>502</h1></body></html>", "", "[]", "null", "\"text\"", "{\"status\": <garbage",
    #"{"status":"IN_QUEUE","queue_position":3,"logs":null,"request_id":"a"}"#,
    #"{"status":"IN_PROGRESS","logs":[{"message":"a","timestamp":"2026-01-01","labels":{"level":"INFO"}}]}"#,
    #"{"status":"COMPLETED","metrics":{"inference_time":1.5},"error":"no","error_type":"runner_disconnected","logs":[]}"#,
  ].map { Array($0.utf8) }

  private static let statuses = [
    200, 202, 400, 401, 402, 403, 404, 405, 408, 413, 422, 429, 499, 500, 502, 503, 504, 599,
  ]

  @Test("Any error body gives an error with a message of bearable length")
  func errors() {
    var random = SeededRandom(seed: 3)
    for round in 0..<20_000 {
      let body = random.mutate(Self.bodies[round % Self.bodies.count])
      let status = Self.statuses.randomElement(using: &random) ?? 500
      let error = FalError(answer: FalResponse(status: status, fields: [:], bytes: body))
      #expect(!error.message.isEmpty && error.status == status)
      #expect(error.issues.allSatisfy { !$0.description.isEmpty })
    }
  }

  @Test("A message is cut off where nobody reads on")
  func longMessages() {
    let text = String(repeating: "endless ", count: 100_000)
    for body: JSON in [["detail": .string(text)], ["detail": [["loc": ["body"], "msg": .string(text)]]]] {
      let error = FalError(answer: FalResponse(status: 422, fields: [:], bytes: body.utf8()))
      #expect(error.message.hasPrefix("endless ") && error.message.count <= FalError.longestMessage)
    }
  }

  @Test("Any status gives updates, and ends at most once")
  func statuses() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<2_000 {
      var digest = QueueDigest()
      for _ in 0..<10 {
        let body = random.mutate(Self.bodies.randomElement(using: &random) ?? [])
        guard let status = (try? JSON(parsing: body)).flatMap(QueueStatus.init(json:)) else { continue }
        let updates = digest.updates(of: status, isWindow: Bool.random(using: &random))
        let ends = updates.filter { if case .completed = $0 { true } else { false } }
        #expect(ends.count == (status.phase.isFinal ? 1 : 0))
        #expect(!FalError(failedStatus: status).message.isEmpty)
      }
    }
  }
}
