/// What to do when a request that has not ended asks the same of the same model.
public enum DuplicatePolicy: Sendable {
  /// Submit all the same.
  case submit
  /// Refuse, also when another process submits the same at this moment.
  case refuse
}
