package import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// What the placeholders of an output's name stand for, safe in every name.
package struct OutputValues: Sendable {
  let context: SaveContext
  let file: ResultFile
  /// The place among the result's files, from 0.
  let index: Int
  let seed: String?
  var fileExtension: String

  package init(_ context: SaveContext, result: JSON, file: ResultFile, index: Int, fileExtension: String) {
    self.context = context
    self.file = file
    self.index = index
    self.fileExtension = fileExtension
    seed = (result["seed"].number ?? context.input?["seed"].number).map { "\($0)" }
  }

  /// A value that holds no separator, but for `endpoint`; never empty.
  package subscript(_ placeholder: OutputPlaceholder) -> String {
    switch placeholder {
    case .timestamp: "\(day)T\(clock)"
    case .date: day
    case .time: clock
    case .model: part(context.endpoint?.description.split(separator: "/").joined(separator: "-")) ?? "file"
    case .endpoint: folders
    case .requestID: part(context.requestID) ?? "no-request"
    case .shortID: part(context.requestID.map { String($0.prefix(8)) }) ?? "no-request"
    case .index: "\(index + 1)"
    case .index0: "\(index)"
    case .field: field
    case .name: name
    case .ext: fileExtension
    case .seed: part(seed) ?? "no-seed"
    case .prompt: prompt
    case .session: part(context.session) ?? "no-session"
    }
  }

  /// A value of a batch's line, fit for a name.
  func column(_ name: String) -> String { part(context.columns[name]) ?? "no-\(part(name) ?? "value")" }

  private func part(_ text: String?) -> String? { text.flatMap { SafeName.part($0) } }

  private var folders: String {
    let parts = context.endpoint?.description.split(separator: "/").map { SafeName.part(String($0)) ?? "_" }
    return parts?.joined(separator: "/") ?? "files"
  }

  /// `images-0` for `images[0]`.
  private var field: String {
    let words = file.field.split { "[].".contains($0) }
    return part(words.joined(separator: "-")) ?? "file"
  }

  /// The server's name without its end, else the last part of the address.
  private var name: String {
    let name = file.fileName ?? FileFormat.lastPart(ofAddress: file.url)
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let dot = last.lastIndex(of: ".") ?? last.endIndex
    return part(dot > last.startIndex ? String(last[..<dot]) : last) ?? "file"
  }

  private var prompt: String {
    let text = ["prompt", "text", "lyrics", "script"].lazy.compactMap { context.input?[$0].string }.first
    return text.flatMap { SafeName.slug($0, longest: 40) } ?? "no-prompt"
  }

  // MARK: - Times, of the clock on the wall

  private var day: String {
    "\(digits(parts.tm_year + 1900, 4))\(digits(parts.tm_mon + 1, 2))\(digits(parts.tm_mday, 2))"
  }

  private var clock: String { "\(digits(parts.tm_hour, 2))\(digits(parts.tm_min, 2))\(digits(parts.tm_sec, 2))" }

  private var parts: tm {
    var seconds = time_t(context.date.timeIntervalSince1970.rounded(.down))
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts
  }

  private func digits(_ number: Int32, _ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
