import FalCore
import FalRequests
import FalRunner
import FalSystem

/// Finds the requests that a command line names.
struct RequestLookup: Sendable {
  /// The option with which requests of other machines can be named.
  static let definitions = [
    OptionDefinition(
      name: .model,
      value: "MODEL",
      summary: "The model, for requests that were submitted elsewhere.",
      values: .endpoint
    )
  ]

  static let argument = ArgumentDefinition(
    name: "REQUEST",
    summary: "A request id or its beginning, falkit's own id, or @last.",
    repeats: true,
    values: .request
  )

  let access: RequestAccess
  let model: EndpointID?
  let session: String?

  init(_ invocation: Invocation, _ access: RequestAccess) throws(RunError) {
    self.access = access
    model = if let name = invocation.value(.model) { try invocation.endpoint(named: name) } else { nil }
    session = invocation.session
  }

  private init(_ other: RequestLookup, model: EndpointID) {
    access = other.access
    session = other.session
    self.model = model
  }

  /// The request of a name; one that this machine did not submit is written down if its model is given.
  func record(_ name: String) async throws -> RequestRecord {
    do {
      return try await access.store.find(name, session: session)
    } catch let error as RequestStoreError where error.kind == .notFound {
      guard let model, !name.hasPrefix("@") else {
        var shown = RunError(error)
        shown.remedy = .words("--model MODEL, for a request that was submitted elsewhere; or falkit list --all")
        throw shown
      }
      let handle = RequestHandle<JSON>(endpoint: model, requestID: name)
      // A name that fal does not know either leaves no record behind.
      do {
        _ = try await access.client.status(of: handle, logs: false)
      } catch let error as FalError where error.status == 404 {
        throw RunError(.notFound, "neither this machine nor fal knows a request \(name) of \(model)")
      }
      return try await access.store.adopt(handle)
    }
  }

  func records(_ names: [String]) async throws -> [RequestRecord] {
    if model == nil, names.count > 1, let first = names.first, first.contains("/"),
      let endpoint = try? EndpointID(first)
    {
      // A model in front of its requests is understood, too.
      return try await RequestLookup(self, model: endpoint).records(Array(names.dropFirst()))
    }
    var records: [RequestRecord] = []
    for name in names {
      let record = try await record(name)
      if !records.contains(where: { $0.id == record.id }) { records.append(record) }
    }
    return records
  }
}

extension Invocation {
  /// The session that requests are made and looked for in.
  var session: String? {
    let name = value(.session) ?? ProcessEnvironment.value("FALKIT_SESSION")
    return name?.isEmpty == false ? name : nil
  }
}
