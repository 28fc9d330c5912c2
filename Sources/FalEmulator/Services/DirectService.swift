import FalCore

/// fal.run: runs a model while the caller waits.
struct DirectService: Sendable {
  let model: AnsweredModel
  let files: EmulatedFiles

  func run(_ endpoint: EndpointID, _ input: JSON) -> Reply {
    let id: HTTPFields = [FalField.requestID: RequestID.new()]
    do throws(ModelFailure) {
      try model.accept(endpoint)
      return .json(200, try model.output(of: endpoint, input: input, files: files), id)
    } catch {
      return .json(error.status, error.body, id)
    }
  }

  private func isThere(_ endpoint: EndpointID) -> Bool { (try? model.accept(endpoint)) != nil }

  func stream(_ endpoint: EndpointID, _ input: JSON) -> Reply {
    let id: HTTPFields = [FalField.requestID: RequestID.new()]
    // Some models are there for streams alone, under ids that say so.
    let endpoint = (try? EndpointID("\(endpoint)/stream")).flatMap { isThere($0) ? $0 : nil } ?? endpoint
    do throws(ModelFailure) {
      try model.accept(endpoint)
      let events = try model.stream(of: endpoint, input: input, files: files)
      return .events(fields: id) { send, _ in for event in events { try send(event) } }
    } catch {
      return .json(error.status, error.body, id)
    }
  }
}
