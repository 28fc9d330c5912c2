import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RequestRecord {
  /// A request that is about to be sent.
  static func intent(
    id: RequestRecord.ID,
    endpoint: EndpointID,
    queue: String,
    at date: Date,
    notes: RequestNotes
  ) -> RequestRecord {
    var members: JSONObject = [
      "version": .number(JSONNumber(version)), "id": .string(id.rawValue), "endpoint": .string(endpoint.description),
      "state": .string(RequestState.submitting.rawValue), "queue": .string(queue),
      "created_at": .string(RecordTime.text(of: date)),
    ]
    members["label"] = notes.keepsInput ? notes.label.map { .string(shortened($0)) } : nil
    members["session"] = notes.session.map(JSON.string)
    members["tag"] = notes.tag.map(JSON.string)
    members["folder"] = notes.folder.map(JSON.string)
    if !notes.localFiles.isEmpty {
      members["local_files"] = .array(
        notes.localFiles.map { ["field": .string($0.field), "path": .string($0.path)] }
      )
    }
    return RequestRecord(id: id, endpoint: endpoint, members: members)
  }

  /// The first words of a prompt, on one line and without control characters.
  static func label(of input: JSON) -> String? {
    let text = ["prompt", "text", "lyrics", "script"].lazy.compactMap { input[$0].string }.first { !$0.isEmpty }
    return text.map(shortened)
  }

  private static let longestLabel = 60

  private static func shortened(_ text: String) -> String {
    let plain = text.prefix(4 * longestLabel).map { character in
      character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : character
    }
    let words = String(plain).split(whereSeparator: \.isWhitespace)
    var label = ""
    for word in words {
      if !label.isEmpty, label.count + 1 + word.count > longestLabel { return label }
      label += (label.isEmpty ? "" : " ") + word.prefix(longestLabel)
    }
    return label
  }
}
