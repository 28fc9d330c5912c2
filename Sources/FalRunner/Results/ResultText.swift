package import FalCore
import FalStorage

/// The text that a model returns in place of files.
package enum ResultText {
  /// What models call it.
  private static let names: Set<String> = ["output", "text", "result", "content", "answer", "generated_text"]

  /// The text of a result that has one, and no other that might be meant; `nil` of any other.
  package static func text(of result: JSON) -> String? { member(of: result)?.text }

  /// The text as a file of the result, for those who want it saved.
  static func file(of result: JSON) -> ResultFile? {
    guard let (name, text) = member(of: result) else { return nil }
    let content = DataURI(contentType: "text/plain;charset=utf-8", bytes: text.utf8)
    let json: JSON = ["url": .string(content.text), "content_type": "text/plain", "file_name": .string("\(name).txt")]
    return ResultFile(field: name, url: content.text, json: json)
  }

  private static func member(of result: JSON) -> (name: String, text: String)? {
    let texts = (result.object ?? [:]).compactMap { member -> (name: String, text: String)? in
      guard names.contains(member.name), let text = member.value.string else { return nil }
      return (member.name, text)
    }
    return texts.count == 1 ? texts[0] : nil
  }
}
