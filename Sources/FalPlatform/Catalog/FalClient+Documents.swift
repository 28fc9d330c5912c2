public import FalCore

extension FalClient {
  /// Fetches the OpenAPI document of one model, which tells what it takes and what it returns; no key is needed.
  ///
  /// ```swift
  /// let document = try await fal.document(of: "fal-ai/flux/dev")
  /// print(document["info"]["title"].string ?? "-")
  /// ```
  ///
  /// - Throws: `FalError`, of kind `notFound` when fal has none; `CancellationError`.
  public func document(of endpoint: EndpointID) async throws -> JSON {
    let url = url("\(hosts.site)/api/openapi/queue/openapi.json", [("endpoint_id", endpoint.description)])
    return try await document(of: endpoint, url, authorization: .none)
  }

  /// Fetches the OpenAPI document that an app serves of itself, with all of its paths, where the key may use the app.
  ///
  /// - Throws: `FalError`, of kind `notFound` when it serves none; `CancellationError`.
  package func appDocument(of endpoint: EndpointID) async throws -> JSON {
    try await document(of: endpoint, "\(hosts.run)/\(endpoint.base)/openapi.json", authorization: .key)
  }

  private func document(
    of endpoint: EndpointID,
    _ url: String,
    authorization: FalCall.Authorization
  ) async throws -> JSON {
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
      throw FalError(.invalidResponse, "\(endpoint): the answer is no OpenAPI document", endpoint: endpoint)
    }
    return json
  }
}
