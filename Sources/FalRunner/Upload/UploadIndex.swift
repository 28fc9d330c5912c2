import FalCore
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// Which contents were uploaded, and where they are: a file that all processes share.
///
/// It saves time and nothing else: whatever is wrong with it, files are uploaded.
package struct UploadIndex: Sendable {
  /// What makes a copy one that can be used again.
  package struct Key: Hashable {
    let sha256: String
    let contentType: String
    let name: String?
    let lifetime: Int?
    let server: String

    init(sha256: String, contentType: String, name: String?, lifetime: Int?, server: String) {
      self.sha256 = sha256
      self.contentType = contentType
      self.name = name
      self.lifetime = lifetime
      self.server = server
    }

    init(_ content: FileHash, _ contentType: String, name: String?, lifetime: Duration?, server: String) {
      let seconds = lifetime.map { Int($0.components.seconds) }
      self.init(sha256: content.sha256, contentType: contentType, name: name, lifetime: seconds, server: server)
    }
  }

  /// Where a user's index is; `nil` when there is no folder for it.
  package static var standard: UploadIndex? { UserFolder.cache.path().map { UploadIndex(path: "\($0)/uploads.json") } }

  /// For so long a copy is looked for of which only the account's settings say how long it lives.
  fileprivate static let longestLife: TimeInterval = 7 * 86_400
  private static let mostEntries = 2000

  private let file: SharedFile

  init(path: String) {
    file = SharedFile(path: path)
  }

  /// The copy of a content, while half of its life is still ahead of it.
  func find(_ key: Key, now: Date = Date()) -> UploadedReference? {
    guard let entry = entries().last(where: { $0.key == key }), entry.isUseful(now) else { return nil }
    var reference = entry.reference
    reference.reused = true
    return reference
  }

  /// Takes down a copy.
  func add(_ reference: UploadedReference, _ key: Key, now: Date = Date()) {
    file.update { bytes in
      var entries = Self.entries(bytes).filter { $0.key != key && $0.isUseful(now) }
      entries.append(Entry(key: key, reference: reference, uploaded: now))
      let document: JSON = ["version": 1, "uploads": .array(entries.suffix(Self.mostEntries).map(\.json))]
      return document.utf8()
    }
  }

  private func entries() -> [Entry] { Self.entries(file.read()) }

  private static func entries(_ bytes: [UInt8]?) -> [Entry] {
    guard let bytes, let document = try? JSON(parsing: bytes), document["version"] == 1 else { return [] }
    return (document["uploads"].array ?? []).compactMap { Entry($0) }
  }

  package struct Entry {
    let key: Key
    let reference: UploadedReference
    let uploaded: Date

    func isUseful(_ now: Date) -> Bool {
      let end = reference.expires ?? uploaded.addingTimeInterval(2 * UploadIndex.longestLife)
      // A clock that was set back makes nothing younger.
      return uploaded <= now && now.timeIntervalSince(uploaded) <= end.timeIntervalSince(now)
    }
  }
}

extension UploadIndex.Entry {
  fileprivate init?(_ json: JSON) {
    guard let sha256 = json["sha256"].string, let type = json["content_type"].string,
      let server = json["server"].string, let url = json["url"].string, HTTPAddress(url)?.isProtected == true,
      let bytes = json["bytes"].int, let uploaded = json["uploaded_at"].int
    else { return nil }
    key = UploadIndex.Key(
      sha256: sha256,
      contentType: type,
      name: json["name"].string,
      lifetime: json["lifetime"].int,
      server: server
    )
    reference = UploadedReference(
      url: url,
      contentType: type,
      bytes: bytes,
      sha256: sha256,
      expires: json["expires_at"].int.map { Date(timeIntervalSince1970: TimeInterval($0)) }
    )
    self.uploaded = Date(timeIntervalSince1970: TimeInterval(uploaded))
  }

  fileprivate var json: JSON {
    func seconds(_ date: Date) -> JSON { .number(JSONNumber(Int(date.timeIntervalSince1970))) }
    return [
      "sha256": .string(key.sha256), "content_type": .string(key.contentType),
      "name": key.name.map(JSON.string) ?? .null, "lifetime": key.lifetime.map { .number(JSONNumber($0)) } ?? .null,
      "server": .string(key.server), "url": .string(reference.url), "bytes": .number(JSONNumber(reference.bytes)),
      "uploaded_at": seconds(uploaded), "expires_at": reference.expires.map(seconds) ?? .null,
    ]
  }
}
