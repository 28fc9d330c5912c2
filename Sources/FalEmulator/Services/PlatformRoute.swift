/// What the path of a request to the Platform API, or to fal's pages, leads to.
enum PlatformRoute: Sendable {
  case models
  case pricing
  case estimate
  case billing
  /// What fal says about itself: from which addresses it sends webhooks.
  case meta
  /// The OpenAPI document of one model.
  case document

  init?(_ segments: [String]) {
    switch segments {
    case ["v1", "models"]: self = .models
    case ["v1", "models", "pricing"]: self = .pricing
    case ["v1", "models", "pricing", "estimate"]: self = .estimate
    case ["v1", "account", "billing"]: self = .billing
    case ["v1", "meta"]: self = .meta
    case ["api", "openapi", "queue", "openapi.json"]: self = .document
    default: return nil
    }
  }

  var method: String {
    if case .estimate = self { "POST" } else { "GET" }
  }

  var operation: EmulatorOperation {
    switch self {
    case .models, .document: .catalog
    case .pricing: .pricing
    case .estimate: .estimate
    case .billing: .account
    case .meta: .meta
    }
  }

  /// Whether it is for those who have the key.
  var needsKey: Bool {
    switch self {
    case .models, .document, .meta: false
    case .pricing, .estimate, .billing: true
    }
  }
}
