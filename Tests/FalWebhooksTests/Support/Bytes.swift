/// The bytes of hexadecimal digits.
func bytes(_ digits: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = digits[...]
  while !rest.isEmpty {
    guard let byte = UInt8(rest.prefix(2), radix: 16) else { preconditionFailure("\(rest) has no digits") }
    bytes.append(byte)
    rest = rest.dropFirst(2)
  }
  return bytes
}

/// The sum of two numbers of 32 bytes, the lowest byte first; what is above them is lost.
func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
  var carry = 0
  return zip(left, right).map { left, right in
    carry += Int(left) + Int(right)
    defer { carry >>= 8 }
    return UInt8(carry & 255)
  }
}
