/// A test movie: a picture whose figure goes round, and a sound if there is one.
package struct Clip: Sendable, Hashable {
  /// The seconds in which the figure goes round once; then the frames repeat, so that long movies stay small.
  private static let roundDuration = 4

  /// What the frames show.
  let picture: Picture
  /// The length in seconds.
  package let duration: Double
  /// The number of frames in a second.
  package let framesPerSecond: Int
  /// What is heard.
  let sound: Sound?

  /// Describes a movie; values out of range become the nearest allowed ones.
  package init(picture: Picture, duration: Double, framesPerSecond: Int = 24, sound: Sound? = nil) {
    self.picture = picture
    self.duration = MakerLimits.clamped(duration: duration)
    self.framesPerSecond = framesPerSecond.clamped(to: MakerLimits.framesPerSecond)
    self.sound = sound
  }

  /// The number of frames; even a movie of no duration has one.
  package var frameCount: Int {
    max(1, Int((duration * Double(framesPerSecond)).rounded()))
  }

  /// The clip as a QuickTime movie with frames of a JPEG quality from 1 to 100.
  package func mov(quality: Int = 80) -> [UInt8] {
    let scene = PictureScene(picture)
    let framesOfRound = framesPerSecond * Self.roundDuration
    let frames = (0..<min(frameCount, framesOfRound)).map { number in
      JPEGEncoder.encode(scene.raster(phase: Double(number) / Double(framesOfRound)), quality: quality)
    }
    let video = MOVVideo(
      width: picture.width,
      height: picture.height,
      framesPerSecond: framesPerSecond,
      frames: frames,
      frameCount: frameCount
    )
    return MOVEncoder.encode(video, sound: sound)
  }
}
