public import FalCore

extension FalClient {
  /// Fetches the OpenAPI document of one model, which tells what it takes and what it returns.
  ///
  /// No key is needed, but for private apps.
  ///
  /// ```swift
  /// let document = try await fal.document(of: "fal-ai/flux/dev")
  /// print(document["info"]["title"].string ?? "-")
  /// ```
  ///
  /// - Throws: `FalError`, of kind `notFound` when fal has none; `CancellationError`.
  public func document(of endpoint: EndpointID) async throws -> JSON {
    do {
      return try await document(of: endpoint, authorization: .none)
    } catch let error as FalError
    where configuration.credentials?.key != nil && [.notFound, .unauthorized, .forbidden].contains(error.kind) {
      return try await document(of: endpoint, authorization: .key)
    }
  }

  private func document(of endpoint: EndpointID, authorization: FalCall.Authorization) async throws -> JSON {
    let url = url("\(hosts.site)/api/openapi/queue/openapi.json", [("endpoint_id", endpoint.description)])
    let call = FalCall(
      .platform,
      "GET",
      url,
      authorization: authorization,
      fields: [:],
      body: .none,
      timeouts: callTimeouts
    )
    let answer = try await answer(to: call)
    // fal says so of models that it does not know.
    if answer.json == .null { throw FalError(.notFound, "\(endpoint): fal has no document of it", endpoint: endpoint) }
    guard let json = answer.json, json["paths"].object != nil else {
      throw FalError(.invalidAnswer, "\(endpoint): the answer is no OpenAPI document", endpoint: endpoint)
    }
    return json
  }
}
