import Foundation
import TestSupport

/// A pipe that takes no more bytes until somebody reads: whoever writes into it stands still.
final class FullPipe {
  private let pipe = Pipe()

  init() {
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    let bytes = [UInt8](repeating: 0x20, count: 4096)
    while write(descriptor, bytes, bytes.count) > 0 {}
    while write(descriptor, bytes, 1) > 0 {}
    // The flags belong to the pipe's end, whoever has it.
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  var end: ChildProcess.Stream { .descriptor(pipe.fileHandleForWriting.fileDescriptor) }
}
