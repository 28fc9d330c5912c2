extension MOVTrack.Content {
  /// How the samples are to be decoded.
  var description: MOVAtom {
    switch self {
    case .video(let width, let height): Self.photoJPEG(width: width, height: height)
    case .sound(let sampleRate, let channelCount): Self.pcm(sampleRate: sampleRate, channelCount: channelCount)
    }
  }

  private static func photoJPEG(width: Int, height: Int) -> MOVAtom {
    let name = Array("Photo - JPEG".utf8)
    return MOVAtom("jpeg") {
      $0.appendDescriptionStart()
      $0.append(zeros: 12)  // version and vendor, and no compression between frames
      $0.append(bigEndian: UInt32(512))  // normal quality of each frame
      $0.append(bigEndian: UInt16(width))
      $0.append(bigEndian: UInt16(height))
      $0.append(bigEndian: UInt32(72) << 16)  // dots in an inch, across
      $0.append(bigEndian: UInt32(72) << 16)  // and down
      $0.append(zeros: 4)
      $0.append(bigEndian: UInt16(1))  // frames in a sample
      $0.append(UInt8(name.count))
      $0 += name
      $0.append(zeros: 31 - name.count)
      $0.append(bigEndian: UInt16(24))  // bits in a pixel
      $0.append(bigEndian: Int16(-1))  // no table of colours
    }
  }

  private static func pcm(sampleRate: Int, channelCount: Int) -> MOVAtom {
    // The type means samples with the least significant byte first.
    MOVAtom("sowt") {
      $0.appendDescriptionStart()
      $0.append(zeros: 8)  // version and vendor
      $0.append(bigEndian: UInt16(channelCount))
      $0.append(bigEndian: UInt16(16))  // bits in a sample
      $0.append(zeros: 4)  // not compressed
      $0.append(bigEndian: UInt32(sampleRate) << 16)
    }
  }
}

extension [UInt8] {
  /// Appends what all sample descriptions start with.
  fileprivate mutating func appendDescriptionStart() {
    append(zeros: 6)
    append(bigEndian: UInt16(1))  // in the first and only file
  }
}
