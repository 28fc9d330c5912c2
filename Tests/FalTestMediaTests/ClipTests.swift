import FalTestMedia
import TestSupport
import Testing

@Suite struct ClipTests {
  private let picture = Picture(prompt: "a cat", seed: 6, width: 48, height: 33)

  @Test func describesItsSamplesBeforeThem() throws {
    let file = Clip(picture: picture, duration: 1, framesPerSecond: 4).mov()
    let atoms = try Atom.readAll(file)
    #expect(atoms.map(\.type) == ["ftyp", "moov", "mdat"])
    var fileType = atoms[0].reader()
    #expect(try fileType.text(4) == "qt  ")
    #expect(atoms[1].children.map(\.type) == ["mvhd", "trak"])
    let track = try atoms[1].child("trak")
    #expect(track.children.map(\.type) == ["tkhd", "mdia"])
    #expect(try track.child("mdia").children.map(\.type) == ["mdhd", "hdlr", "minf"])
    #expect(try track.child("mdia", "minf").children.map(\.type) == ["vmhd", "hdlr", "dinf", "stbl"])
    let tables = try track.child("mdia", "minf", "stbl").children.map(\.type)
    #expect(tables == ["stsd", "stts", "stsc", "stsz", "stco"])
  }

  @Test func atomsHaveTheSizesOfTheirFormat() throws {
    let sound = Tone(seed: 1, duration: 0.1, channelCount: 2).sound()
    let movie = try Movie(Clip(picture: picture, duration: 1, framesPerSecond: 2, sound: sound).mov())
    #expect(try movie.description.child("mvhd").content.count == 100)
    for track in movie.tracks {
      #expect(try track.child("tkhd").content.count == 84)
      #expect(try track.child("mdia", "mdhd").content.count == 24)
    }
    #expect(try movie.tracks[0].child("mdia", "minf", "vmhd").content.count == 12)
    #expect(try movie.tracks[1].child("mdia", "minf", "smhd").content.count == 8)
    // Each table has 8 bytes before its only description.
    #expect(try movie.tracks[0].child("mdia", "minf", "stbl", "stsd").content.count == 8 + 86)
    #expect(try movie.tracks[1].child("mdia", "minf", "stbl", "stsd").content.count == 8 + 36)
  }

  @Test func framesAreJPEGFilesInWhichTheFigureMoves() throws {
    let movie = try Movie(Clip(picture: picture, duration: 1.5, framesPerSecond: 4).mov())
    let frames = try movie.samples(ofTrack: 0)
    #expect(frames.count == 6)
    #expect(Set(frames).count == 6)
    for frame in frames {
      let image = try JPEGReader(frame)
      #expect((image.width, image.height) == (48, 33))
    }
    #expect(frames.first == picture.jpeg(quality: 80))
    // The frames fill the media exactly when none repeats.
    #expect(movie.media.content == frames.flatMap(\.self))
  }

  @Test func longClipsRepeatTheirFrames() throws {
    let movie = try Movie(Clip(picture: picture, duration: 9, framesPerSecond: 2).mov())
    let frames = try movie.samples(ofTrack: 0)
    #expect(frames.count == 18)
    #expect(Set(frames).count == 8)
    #expect(frames[8] == frames[0] && frames[17] == frames[1])
    #expect(movie.media.content == frames.prefix(8).flatMap(\.self))
  }

  @Test func tellsTheFormatOfTheFrames() throws {
    let movie = try Movie(Clip(picture: picture, duration: 1, framesPerSecond: 2).mov())
    let track = movie.tracks[0]
    var handler = try track.child("mdia", "hdlr").reader(at: 4)
    #expect(try handler.text(8) == "mhlrvide")
    var sizes = try track.child("tkhd").reader(at: 76)
    #expect(try sizes.bigEndian(4) == 48 << 16)
    #expect(try sizes.bigEndian(4) == 33 << 16)
    var description = try track.child("mdia", "minf", "stbl", "stsd").reader(at: 4)
    #expect(try description.bigEndian(4) == 1)
    #expect(try description.bigEndian(4) == 86)
    #expect(try description.text(4) == "jpeg")
    try description.skip(24)
    #expect(try description.bigEndian(2) == 48)
    #expect(try description.bigEndian(2) == 33)
  }

  @Test func tellsItsDuration() throws {
    let sound = Tone(seed: 1, duration: 2, sampleRate: 8_000).sound()
    let movie = try Movie(Clip(picture: picture, duration: 1.5, framesPerSecond: 4, sound: sound).mov())
    let timescale = 4_000
    // In the header the longest track counts; at the offset stand the timescale and the duration.
    #expect(try movie.description.child("mvhd").numbers(at: 12).prefix(2) == [timescale, 2 * timescale])
    #expect(try movie.tracks[0].child("tkhd").numbers(at: 20).first == timescale * 3 / 2)
    #expect(try movie.tracks[0].child("mdia", "mdhd").numbers(at: 12).prefix(2) == [timescale, timescale * 3 / 2])
    #expect(try movie.tracks[0].child("mdia", "minf", "stbl", "stts").numbers(at: 4) == [1, 6, 1_000])
    #expect(try movie.tracks[1].child("tkhd").numbers(at: 20).first == 2 * timescale)
    #expect(try movie.tracks[1].child("mdia", "mdhd").numbers(at: 12).prefix(2) == [8_000, 16_000])
    #expect(try movie.tracks[1].child("mdia", "minf", "stbl", "stts").numbers(at: 4) == [1, 16_000, 1])
    // Each track has its number, and the header the next free one.
    #expect(try movie.tracks.map { try $0.child("tkhd").numbers(at: 12).first } == [1, 2])
    #expect(try movie.description.child("mvhd").numbers().last == 3)
  }

  @Test func holdsTheSamplesOfTheSound() throws {
    let sound = Sound(sampleRate: 44_100, channelCount: 2, samples: [1, -2, 300, -400])
    let movie = try Movie(Clip(picture: picture, duration: 0.5, framesPerSecond: 2, sound: sound).mov())
    var handler = try movie.tracks[1].child("mdia", "hdlr").reader(at: 4)
    #expect(try handler.text(8) == "mhlrsoun")
    var description = try movie.tracks[1].child("mdia", "minf", "stbl", "stsd").reader(at: 12)
    #expect(try description.text(4) == "sowt")
    try description.skip(16)
    #expect(try description.bigEndian(2) == 2)
    #expect(try description.bigEndian(2) == 16)
    try description.skip(4)
    #expect(try description.bigEndian(4) == 44_100 << 16)
    #expect(try movie.samples(ofTrack: 1) == [[1, 0, 0xFE, 0xFF], [0x2C, 1, 0x70, 0xFE]])
    #expect(try movie.samples(ofTrack: 0) == [picture.jpeg(quality: 80)])
  }

  @Test func leavesOutASoundWithoutSamples() throws {
    let sound = Sound(sampleRate: 44_100, channelCount: 1, samples: [])
    #expect(Clip(picture: picture, duration: 0, sound: sound).mov() == Clip(picture: picture, duration: 0).mov())
  }

  @Test func clampsWhatIsOutOfRange() throws {
    let short = Clip(picture: picture, duration: -1, framesPerSecond: 0)
    #expect((short.duration, short.framesPerSecond, short.frameCount) == (0, 1, 1))
    #expect(try Movie(short.mov()).samples(ofTrack: 0).count == 1)
    let long = Clip(picture: picture, duration: 1e300, framesPerSecond: .max)
    #expect((long.duration, long.framesPerSecond, long.frameCount) == (600, 60, 36_000))
    #expect(Clip(picture: picture, duration: .nan).frameCount == 1)
  }

  @Test func aMovieWithoutFramesIsStillAMovie() throws {
    let video = MOVVideo(width: 0, height: 10, framesPerSecond: 10, frames: [], frameCount: 5)
    let movie = try Movie(MOVEncoder.encode(video))
    #expect(try movie.samples(ofTrack: 0).isEmpty)
    #expect(movie.media.content.isEmpty)
  }

  @Test func dependsOnTheSeed() {
    let other = Picture(prompt: "a cat", seed: 7, width: 48, height: 33)
    let clip = Clip(picture: picture, duration: 0.5, framesPerSecond: 2)
    #expect(clip.mov() == clip.mov())
    #expect(clip.mov() != Clip(picture: other, duration: 0.5, framesPerSecond: 2).mov())
  }
}
