import FalCore
import FalSystem

/// Files with a JSON document in each line, of which one line at a time is in memory.
enum JSONLines {
  /// The first document of a file, of which nothing else is read; `nil` when there is none within 64 KB.
  static func first(_ path: String) -> JSON? {
    guard FileStatus(path)?.kind == .file else { return nil }
    let bytes = try? OpenFile(path, for: .reading).read(at: 0, count: 1 << 16)
    return bytes.flatMap { $0.split(separator: UInt8(ascii: "\n")).first }.flatMap { try? JSON(parsing: $0) }
  }

  /// Reads the whole documents; a line that is none, such as one that was cut off, is left out.
  ///
  /// - Throws: `RunError` of kind `notFound` when there is a file and it cannot be read.
  static func read(_ path: String, _ take: (JSON) -> Void) throws(RunError) {
    guard FileStatus(path)?.kind == .file else { return }
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var line: [UInt8] = []
      func end() {
        if let json = try? JSON(parsing: line) { take(json) }
        line.removeAll(keepingCapacity: true)
      }
      while case let count = try file.read(into: &buffer), count > 0 {
        var rest = buffer[..<count]
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
          line += rest[..<newline]
          end()
          rest = rest[(newline + 1)...]
        }
        line += rest
      }
      end()
    } catch {
      throw RunError(.notFound, "\(path) cannot be read: \(error)")
    }
  }
}
