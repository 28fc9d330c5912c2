/// What the tracks of a movie have in common, and where their kinds differ.
package struct MOVTrack {
  /// The number of the track, from 1.
  let number: Int
  /// The length in the units of the movie.
  let movieDuration: Int
  /// The units in a second of the track's own time.
  let timescale: Int
  /// The units of its own time that each sample lasts.
  let sampleDuration: Int
  /// The number of samples: frames of a video, or samples of all channels of a sound.
  let sampleCount: Int
  /// Where the samples stand in the file.
  let location: MOVSampleLocation
  /// What is seen or heard.
  let content: Content

  /// The kinds of tracks.
  package enum Content {
    case video(width: Int, height: Int)
    case sound(sampleRate: Int, channelCount: Int)
  }

  /// The track as an atom.
  var atom: MOVAtom {
    MOVAtom("trak", [header, MOVAtom("mdia", [mediaHeader, handler, mediaInformation])])
  }

  private var header: MOVAtom {
    MOVAtom("tkhd") {
      $0.append(atomFlags: 0xF)  // enabled, and used in the movie, its preview and its poster
      $0.append(zeros: 8)  // made and changed at no known time
      $0.append(bigEndian: UInt32(number))
      $0.append(zeros: 4)
      $0.append(bigEndian: UInt32(clamping: movieDuration))
      $0.append(zeros: 8)
      $0.append(zeros: 4)  // in front of no other layer, alternative to no other track
      switch content {
      case .video(let width, let height):
        $0.append(zeros: 4)
        $0.appendIdentityMatrix()
        $0.append(bigEndian: UInt32(width) << 16)
        $0.append(bigEndian: UInt32(height) << 16)
      case .sound:
        $0.append(bigEndian: UInt16(0x100))  // full volume
        $0.append(zeros: 2)
        $0.appendIdentityMatrix()
        $0.append(zeros: 8)
      }
    }
  }

  private var mediaHeader: MOVAtom {
    MOVAtom("mdhd") {
      $0.append(atomFlags: 0)
      $0.append(zeros: 8)
      $0.append(bigEndian: UInt32(timescale))
      $0.append(bigEndian: UInt32(clamping: sampleCount * sampleDuration))
      $0.append(zeros: 4)  // in English, of normal quality
    }
  }

  private var handler: MOVAtom {
    switch content {
    case .video: Self.handler("mhlr", "vide")
    case .sound: Self.handler("mhlr", "soun")
    }
  }

  private static func handler(_ type: StaticString, _ subtype: StaticString) -> MOVAtom {
    MOVAtom("hdlr") {
      $0.append(atomFlags: 0)
      $0.append(ascii: type)
      $0.append(ascii: subtype)
      $0.append(zeros: 12)
      $0.append(zeros: 1)  // no name
    }
  }

  private var mediaInformation: MOVAtom {
    MOVAtom("minf", [contentHeader, Self.handler("dhlr", "alis"), Self.dataInformation, sampleTable])
  }

  private var contentHeader: MOVAtom {
    switch content {
    case .video:
      MOVAtom("vmhd") {
        $0.append(atomFlags: 1)  // always 1
        $0.append(zeros: 8)  // copied without a colour
      }
    case .sound:
      MOVAtom("smhd") {
        $0.append(atomFlags: 0)
        $0.append(zeros: 4)  // balanced
      }
    }
  }

  private static var dataInformation: MOVAtom {
    let reference = MOVAtom("alis") { $0.append(atomFlags: 1) }  // in the same file
    let references = MOVAtom("dref") {
      $0.append(atomFlags: 0)
      $0.append(bigEndian: UInt32(1))
      $0 += reference.bytes
    }
    return MOVAtom("dinf", [references])
  }

  private var sampleTable: MOVAtom {
    let descriptions = MOVAtom("stsd") {
      $0.append(atomFlags: 0)
      $0.append(bigEndian: UInt32(1))
      $0 += content.description.bytes
    }
    let durations = MOVAtom("stts") {
      $0.append(atomFlags: 0)
      $0.append(bigEndian: UInt32(1))
      $0.append(bigEndian: UInt32(sampleCount))
      $0.append(bigEndian: UInt32(sampleDuration))
    }
    return MOVAtom("stbl", [descriptions, durations] + location.atoms(sampleCount: sampleCount))
  }
}
