#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reading from and writing to open files, by the numbers that the system gives them.
package enum Descriptor {
  /// Takes the numbers of standard streams that the process was started without, so that no file that is opened later gets
  /// one of them, and with it what is meant for the user.
  ///
  /// What is taken can be used as little as what was missing: reading from it fails, and so does writing to it.
  package static func reserveStandardStreams() {
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest number that is free is this one, as those below are taken.
      _ = open("/dev/null", mode)
    }
  }

  /// Waits for bytes.
  ///
  /// - Returns: How many there are now at the beginning of the buffer; 0 at the end.
  package static func read(_ descriptor: Int32, into buffer: inout [UInt8]) throws(SystemError) -> Int {
    try repeatingWhileInterrupted { buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) } }
  }

  /// Writes all bytes.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = try repeatingWhileInterrupted { systemWrite(descriptor, rest.baseAddress, rest.count) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes all bytes.
  package static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(SystemError) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = try repeatingWhileInterrupted {
        rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
  }
}

// The names of these calls are those of the methods.

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
