/// The frames of a QuickTime movie.
package struct MOVVideo: Sendable, Hashable {
  /// The width of each frame in pixels.
  let width: Int
  /// The height of each frame in pixels.
  let height: Int
  /// The number of frames in a second.
  let framesPerSecond: Int
  /// The different frames, each a JPEG file.
  let frames: [[UInt8]]
  /// The number of frames that are shown; when there are more than different ones, they start again.
  let frameCount: Int

  /// Creates a sequence of frames; values out of range become the nearest allowed ones.
  package init(width: Int, height: Int, framesPerSecond: Int, frames: [[UInt8]], frameCount: Int? = nil) {
    self.width = width.clamped(to: MakerLimits.side)
    self.height = height.clamped(to: MakerLimits.side)
    self.framesPerSecond = framesPerSecond.clamped(to: MakerLimits.framesPerSecond)
    self.frames = frames
    self.frameCount = frames.isEmpty ? 0 : max(0, frameCount ?? frames.count)
  }
}
