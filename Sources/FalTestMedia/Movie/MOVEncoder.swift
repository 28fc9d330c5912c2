/// Writes QuickTime movies with frames in JPEG and sound that is not compressed.
///
/// Both are old formats that need no complicated encoder and that players still know. The file can be played while it
/// is loaded, because the description of its samples stands before them.
package enum MOVEncoder {
  /// The units of a frame's time; many, so that the length of the sound can be told in them, too.
  private static let frameDuration = 1_000

  /// Encodes a movie; a sound without samples is left out.
  package static func encode(_ video: MOVVideo, sound: Sound? = nil) -> [UInt8] {
    let sound = sound.flatMap { $0.frameCount > 0 ? $0 : nil }
    let fileType = MOVAtom("ftyp") {
      $0.append(ascii: "qt  ")
      $0.append(bigEndian: UInt32(0x0200))  // the version of the format
      $0.append(ascii: "qt  ")
    }
    // The offsets do not change the size of the description, so it can be measured with any.
    let descriptionSize = description(video, sound, mediaStart: 0).bytes.count
    let mediaStart = fileType.bytes.count + descriptionSize + 8
    let media = MOVAtom("mdat") {
      for frame in video.frames { $0 += frame }
      if let sound { $0 += sound.littleEndianBytes }
    }
    return fileType.bytes + description(video, sound, mediaStart: mediaStart).bytes + media.bytes
  }

  /// The description of the movie and its samples, which stand in the file from a place on.
  private static func description(_ video: MOVVideo, _ sound: Sound?, mediaStart: Int) -> MOVAtom {
    let timescale = video.framesPerSecond * frameDuration
    var frameOffsets: [Int] = []
    var end = mediaStart
    for frame in video.frames {
      frameOffsets.append(end)
      end += frame.count
    }
    let shown = (0..<video.frameCount).map { $0 % video.frames.count }
    var tracks = [
      MOVTrack(
        number: 1,
        movieDuration: video.frameCount * frameDuration,
        timescale: timescale,
        sampleDuration: frameDuration,
        sampleCount: video.frameCount,
        location: MOVSampleLocation(
          sizes: .individual(shown.map { video.frames[$0].count }),
          samplesPerChunk: 1,
          offsets: shown.map { frameOffsets[$0] }
        ),
        content: .video(width: video.width, height: video.height)
      )
    ]
    if let sound {
      tracks.append(
        MOVTrack(
          number: 2,
          movieDuration: Int((sound.duration * Double(timescale)).rounded()),
          timescale: sound.sampleRate,
          sampleDuration: 1,
          sampleCount: sound.frameCount,
          location: MOVSampleLocation(
            sizes: .equal(sound.channelCount * 2),
            samplesPerChunk: sound.frameCount,
            offsets: [end]
          ),
          content: .sound(sampleRate: sound.sampleRate, channelCount: sound.channelCount)
        )
      )
    }
    return MOVAtom("moov", [header(timescale: timescale, tracks: tracks)] + tracks.map(\.atom))
  }

  private static func header(timescale: Int, tracks: [MOVTrack]) -> MOVAtom {
    MOVAtom("mvhd") {
      $0.append(atomFlags: 0)
      $0.append(zeros: 8)  // made and changed at no known time
      $0.append(bigEndian: UInt32(timescale))
      $0.append(bigEndian: UInt32(clamping: tracks.map(\.movieDuration).max() ?? 0))
      $0.append(bigEndian: UInt32(0x10000))  // normal speed
      $0.append(bigEndian: UInt16(0x100))  // full volume
      $0.append(zeros: 10)
      $0.appendIdentityMatrix()
      $0.append(zeros: 24)  // no preview, poster or selection
      $0.append(bigEndian: UInt32(tracks.count + 1))  // the number that a further track would get
    }
  }
}
