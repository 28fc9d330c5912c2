/// The ids of the elements that are read, with the bits of their length as they stand in files.
enum MatroskaID {
  static let header = 0x1A45_DFA3
  static let documentType = 0x4282
  static let segment = 0x1853_8067

  static let info = 0x1549_A966
  static let timestampScale = 0x2AD7B1
  static let duration = 0x4489

  static let tracks = 0x1654_AE6B
  static let trackEntry = 0xAE
  static let trackNumber = 0xD7
  static let trackType = 0x83
  static let codecID = 0x86
  static let codecPrivate = 0x63A2
  static let defaultDuration = 0x23E383
  static let video = 0xE0
  static let pixelWidth = 0xB0
  static let pixelHeight = 0xBA
  static let projection = 0x7670
  static let projectionPoseRoll = 0x7675
  static let audio = 0xE1
  static let samplingFrequency = 0xB5
  static let channels = 0x9F

  static let cluster = 0x1F43_B675
  static let clusterTimestamp = 0xE7
  static let simpleBlock = 0xA3
  static let blockGroup = 0xA0
  static let block = 0xA1
}
