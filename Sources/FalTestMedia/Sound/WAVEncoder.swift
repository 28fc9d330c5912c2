/// Writes WAV files with samples of 16 bits.
package enum WAVEncoder {
  /// Encodes a sound.
  static func encode(_ sound: Sound) -> [UInt8] {
    let samples = sound.littleEndianBytes
    let frameSize = sound.channelCount * 2
    var format: [UInt8] = []
    format.append(littleEndian: UInt16(1))  // samples that are not compressed
    format.append(littleEndian: UInt16(sound.channelCount))
    format.append(littleEndian: UInt32(sound.sampleRate))
    format.append(littleEndian: UInt32(sound.sampleRate * frameSize))
    format.append(littleEndian: UInt16(frameSize))
    format.append(littleEndian: UInt16(16))  // bits in a sample
    let headerSize = 8
    var file: [UInt8] = []
    file.append(ascii: "RIFF")
    file.append(littleEndian: UInt32(clamping: 4 + headerSize + format.count + headerSize + samples.count))
    file.append(ascii: "WAVE")
    file.append(ascii: "fmt ")
    file.append(littleEndian: UInt32(format.count))
    file += format
    file.append(ascii: "data")
    file.append(littleEndian: UInt32(clamping: samples.count))
    file += samples
    return file
  }
}
