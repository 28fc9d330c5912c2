import FalCore
import FalPlatform
import FalRegistry
import FalRegistrySync
import FalRunner

/// What fal says of a model now, where the registry does not have it or may be out of date.
enum RemoteModel {
  static let option = OptionDefinition(
    name: .refresh,
    summary: "Ask fal what the model takes, instead of the registry; needs no key."
  )

  /// Asks for one model.
  ///
  /// - Returns: Its description.
  /// - Throws: `RunError`: exit code 66 when fal does not have it, 69 without a network.
  static func description(of endpoint: EndpointID, _ invocation: Invocation) async throws(RunError) -> ModelDescription
  {
    let access = try FalAccess(invocation, needsKey: false)
    var listing: ModelListing?
    do {
      let query = ModelQuery(endpoints: [endpoint], expansions: [.openAPI])
      for try await listed in access.client.models(query) where listed.id == endpoint {
        listing = listed
        break
      }
    } catch {
      throw RunError(any: error)
    }
    let overrides = try invocation.overrides()
    guard let listing, let model = ServiceModel(json: listing.json, overrides: overrides) else {
      throw RunError(
        .notFound,
        "fal lists no model '\(endpoint)'",
        endpointID: endpoint.description,
        hint: "falkit search --remote \(Shell.quoted(endpoint.description))"
      )
    }
    return try ModelDescription(model, invocation)
  }
}

extension Invocation {
  /// What the documents of models do not state.
  fileprivate func overrides() throws(RunError) -> Overrides {
    let registry = try registry()
    return try readingRegistry { () throws(RegistryError) in try registry.overrides() }
  }
}
