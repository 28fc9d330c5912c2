/// Writes a frame bit by bit, right or wrong, and shares nothing with the encoder.
struct RawFrame {
  var first: UInt8
  var payload: [UInt8]
  /// How many bytes the extended length has; `nil` for the shortest form.
  var lengthSize: Int?

  init(_ first: UInt8, _ payload: [UInt8] = [], lengthSize: Int? = nil) {
    self.first = first
    self.payload = payload
    self.lengthSize = lengthSize
  }

  init(_ first: UInt8, _ text: String) {
    self.init(first, Array(text.utf8))
  }

  /// The frame, masked or not.
  func bytes(key: [UInt8]? = nil) -> [UInt8] {
    let size = lengthSize ?? (payload.count < 126 ? 0 : payload.count < 65_536 ? 2 : 8)
    let code = size == 0 ? payload.count : size == 2 ? 126 : 127
    var frame = [first, UInt8(code) + (key == nil ? 0 : 128)]
    for place in (0..<size).reversed() { frame.append(UInt8(payload.count >> (8 * place) & 255)) }
    guard let key else { return frame + payload }
    return frame + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
  }
}
