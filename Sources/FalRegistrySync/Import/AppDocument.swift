package import FalCore
import FalRegistry

/// The OpenAPI document that an app serves of itself, with a POST for each of its endpoints.
///
/// fal's own documents describe one endpoint each, by the paths of the queue.
package enum AppDocument {
  /// The document of one endpoint as fal would give it; `nil` when the app does not have it.
  package static func queueDocument(of id: EndpointID, in document: JSON) -> JSON? {
    let paths = document["paths"]
    guard let object = paths.object, !object.names.contains(where: { $0.contains("/requests/{request_id}") }) else {
      return document
    }
    // The whole id in documents that were written for it, else what follows the app's name.
    let own = String(id.description.dropFirst(id.base.description.count))
    let candidates = ["/\(id)", own.isEmpty ? "/" : own, "\(own)/"]
    guard let post = candidates.lazy.map({ paths[$0]["post"] }).first(where: { $0.object != nil }) else {
      return nil
    }
    var queued = document
    queued["paths"] = [
      "/\(id)": ["post": ["requestBody": post["requestBody"]]],
      "/\(id)/requests/{request_id}": ["get": ["responses": ["200": post["responses"]["200"]]]],
    ]
    return queued
  }
}
