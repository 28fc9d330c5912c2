public import FalCore

extension ModelListing {
  /// The words for whether fal offers a model; there may be others.
  public enum Statuses: Sendable {}

  /// The words for what a model is for; there may be others.
  public enum Kinds: Sendable {}

  /// The words for whether a model is approved for enterprises; there may be others.
  public enum EnterpriseStatuses: Sendable {}
}

extension OpenEnum where Values == ModelListing.Statuses {
  /// The model can be used.
  public static var active: Self { Self("active") }
  /// The model still works, but will be withdrawn.
  public static var deprecated: Self { Self("deprecated") }
}

extension OpenEnum where Values == ModelListing.Kinds {
  /// It makes something.
  public static var inference: Self { Self("inference") }
  /// It trains weights for models that make something.
  public static var training: Self { Self("training") }
}

extension OpenEnum where Values == ModelListing.EnterpriseStatuses {
  /// It is approved.
  public static var ready: Self { Self("ready") }
  /// It is not approved yet.
  public static var pending: Self { Self("pending") }
}
