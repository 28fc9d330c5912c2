import FalRequests

/// What becomes of a request when one that asks the same is on its way.
enum Twins: Sendable {
  /// The other is followed in its place, unless nobody knows whether fal has it; then this one is refused.
  case follow
  /// It is not sent.
  case refuse
  /// It is sent all the same.
  case ignore

  /// As the options say.
  init(_ invocation: Invocation) throws(CommandError) {
    switch (invocation.has("resume"), invocation.has("force")) {
    case (true, true): throw .usage("--resume and --force do not go together")
    case (true, false): self = .follow
    case (false, true): self = .ignore
    case (false, false): self = .refuse
    }
  }

  var duplicates: DuplicatePolicy {
    switch self {
    case .follow, .refuse: .refuse
    case .ignore: .submit
    }
  }
}
