/// What to do when a request that has not ended asks the same of the same model.
///
/// ```swift
/// do {
///   _ = try await requests.submit(to: FluxDev.self, input: .init(prompt: "a cat"), duplicates: .refuse)
/// } catch let error as RequestStoreError where error.kind == .duplicate {
///   print("already on its way:", error.candidates.map(\.id))
/// }
/// ```
public enum DuplicatePolicy: Sendable {
  /// Submit all the same.
  case submit
  /// Refuse, also when another process submits the same at this moment.
  case refuse
}
