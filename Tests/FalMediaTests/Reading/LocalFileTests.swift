import FalMedia
import Foundation
import TestSupport
import Testing

@Suite("Files on disk")
struct LocalFileTests {
  @Test("Errors say which file, what is wrong and what to do")
  func errors() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: MediaProbeError.self) { try MediaProbe.facts(ofFile: folder.path + "/none.mp4") }
    #expect(missing?.path == folder.path + "/none.mp4")
    #expect(missing?.description.hasSuffix("check the path") == true)
    let directory = #expect(throws: MediaProbeError.self) { try MediaProbe.facts(ofFile: folder.path) }
    #expect(directory?.message == "it is a folder; name a file in it")
    let device = #expect(throws: MediaProbeError.self) { try MediaProbe.facts(ofFile: "/dev/null") }
    #expect(device?.message.hasPrefix("it is no ordinary file") == true)
  }

  @Test("A named pipe does not keep it waiting")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe.mp4"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: MediaProbeError.self) { try MediaProbe.facts(ofFile: path) }
  }

  @Test("An empty file is a file of which nothing is known")
  func empty() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "empty.mp4")
    #expect(try MediaProbe.facts(ofFile: folder.path + "/empty.mp4") == MediaFacts(container: .unknown, byteCount: 0))
  }

  @Test("A file with holes of gigabytes is no more work than a small one")
  func holes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/long.mp4"
    let gigabytes = 5_000_000_000
    let type = ISOSample.fileType("isom")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: type + Bytes.big(1 as UInt32) + Array("mdat".utf8) + Bytes.big(UInt64(gigabytes)))
    try file.seek(toOffset: UInt64(type.count + gigabytes))
    try file.write(contentsOf: ISOSample.movie())
    try file.close()
    let facts = try MediaProbe.facts(ofFile: path)
    #expect(facts.duration == 1 && facts.width == 640 && facts.byteCount > gigabytes)
  }
}
