/// What a file holds, as far as a model cares.
public enum MediaKind: String, Sendable, Hashable, CaseIterable {
  /// A picture or a mask.
  case image
  /// A clip.
  case video
  /// Speech, music or any other sound.
  case audio
  /// A mesh, a scene or a point cloud.
  case model3D = "3d"
  /// Anything else: archives, weights, documents.
  case file
}
