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
    let call = FalCall(
      .platform,
      "GET",
      url,
      authorization: .none,
      fields: [:],
      body: .none,
      timeouts: callTimeouts
    )
    let answer = try await answer(to: call)
    guard let json = answer.json, json["paths"].object != nil else {
      throw FalError(.invalidAnswer, "\(endpoint): the answer is no OpenAPI document", endpoint: endpoint)
    }
    return json
  }
}
