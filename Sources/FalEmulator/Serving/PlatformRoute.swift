/// What the path of a request to the Platform API leads to.
enum PlatformRoute: Sendable {
  case models
  case pricing
  case estimate
  case billing

  init?(_ segments: [String]) {
    switch segments {
    case ["v1", "models"]: self = .models
    case ["v1", "models", "pricing"]: self = .pricing
    case ["v1", "models", "pricing", "estimate"]: self = .estimate
    case ["v1", "account", "billing"]: self = .billing
    default: return nil
    }
  }

  var method: String {
    if case .estimate = self { "POST" } else { "GET" }
  }

  var operation: EmulatorOperation {
    switch self {
    case .models: .catalog
    case .pricing: .pricing
    case .estimate: .estimate
    case .billing: .account
    }
  }

  /// Whether it is for those who have the key.
  var needsKey: Bool {
    if case .models = self { false } else { true }
  }
}
