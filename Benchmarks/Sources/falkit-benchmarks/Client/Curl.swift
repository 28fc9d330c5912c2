import FalCore
import Foundation

/// The program curl, which is what transfers are compared with.
struct Curl {
  let address: String

  private static let path = "/usr/bin/curl"

  /// Uploads a file in one piece to a signed address.
  func upload(_ file: String) throws -> (url: String, seconds: Double) {
    let answer = try ChildProgram(
      Self.path,
      [
        "-sS", "-X", "POST", "-H", "Authorization: Key local:key", "-H", "Content-Type: application/json", "-d",
        #"{"file_name": "file.bin", "content_type": "application/octet-stream"}"#,
        "\(address)/rest/storage/upload/initiate?storage_type=fal-cdn-v3",
      ]
    ).firstLine()
    let addresses = try JSON(parsing: Array(answer.utf8))
    guard let url = addresses["file_url"].string, let upload = addresses["upload_url"].string else {
      throw ChildProgram.Failure(description: "no address to upload to: \(answer)")
    }
    let seconds = try seconds(["-H", "Content-Type: application/octet-stream", "-T", file, upload])
    return (url, seconds)
  }

  func download(_ url: String, to file: String) throws -> Double {
    try seconds(["-o", file, url])
  }

  private func seconds(_ arguments: [String]) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    _ = try ChildProgram(Self.path, ["-sS", "--fail"] + arguments).numbers()
    return start.duration(to: clock.now).inSeconds
  }
}
