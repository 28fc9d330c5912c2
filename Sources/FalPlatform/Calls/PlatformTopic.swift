/// What a call to the Platform API is about, as errors name it.
enum PlatformTopic: String, Sendable {
  case catalog = "the catalogue"
  case prices
  case estimate = "the estimate"
  case account = "the account"
}
