/// The formats that are made of RIFF chunks, told apart by the word after the first length.
enum RIFFForm {
  static func container(of head: ByteBlock) -> MediaContainer? {
    switch (head.fourCC(at: 0), head.fourCC(at: 8)) {
    case ("RIFF", "WEBP"): .webp
    case ("RIFF", "AVI "): .avi
    case ("RIFF", "WAVE"), ("RF64", "WAVE"), ("BW64", "WAVE"): .wav
    case ("FORM", "AIFF"), ("FORM", "AIFC"): .aiff
    default: nil
    }
  }
}
