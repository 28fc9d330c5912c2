#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where generated files go.
struct OutputFolder {
  let path: String

  /// Writes a file, unless it already holds the text: then it need not be compiled again.
  func write(_ text: String, to name: String) throws(GenerationError) {
    let file = url(name)
    let data = Data(text.utf8)
    if (try? Data(contentsOf: file)) == data { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try data.write(to: file, options: .atomic)
    } catch {
      throw GenerationError("the file cannot be written", file: file.path)
    }
  }

  func text(of name: String) -> String? {
    (try? Data(contentsOf: url(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  func has(_ names: [String]) -> Bool {
    names.allSatisfy { FileManager.default.fileExists(atPath: "\(path)/\($0)") }
  }

  private func url(_ name: String) -> URL { URL(fileURLWithPath: "\(path)/\(name)") }
}
