import Foundation
import TestSupport
import Testing

@testable import FalSystem

@Suite("Files")
struct FileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  @Test("A lock is held by one at a time, ends with its file, and is seen from outside")
  func locks() throws {
    let lock = try #require(try FileLock.attempt(path("x.lock")))
    #expect(try FileLock.attempt(path("x.lock")) == nil)
    #expect(OpenFile.isLocked(path("x.lock")))
    lock.release(removesFile: true)
    #expect(!FilePath.exists(path("x.lock")))
    let next = try #require(try FileLock.attempt(path("x.lock")))
    next.release(removesFile: false)
    #expect(!OpenFile.isLocked(path("x.lock")) && FilePath.exists(path("x.lock")))
  }

  @Test("A lock ends with its file, even while a program that is being started has a copy of the descriptor")
  func copiedDescriptor() throws {
    var file: OpenFile? = try OpenFile(path("x"), for: .keeping)
    #expect(try file?.lock() == true)
    let copy = dup(try #require(file).descriptor)
    defer { close(copy) }
    file = nil
    #expect(try OpenFile(path("x"), for: .keeping).lock())
  }

  @Test("Many tasks that change a file under its lock lose no change")
  func manyLocks() async throws {
    let (counter, lock) = (path("counter"), path("counter.lock"))
    try AtomicFile.replace(counter, with: Array("0".utf8))
    _ = try await Parallel.map(Array(0..<40), limit: 8) { _, _ in
      while true {
        guard let held = try FileLock.attempt(lock) else {
          await Task.yield()
          continue
        }
        let text = String(decoding: try OpenFile(counter, for: .reading).read(at: 0, count: 10), as: UTF8.self)
        try AtomicFile.replace(counter, with: Array("\((Int(text) ?? -1000) + 1)".utf8))
        return held.release(removesFile: true)
      }
    }
    #expect(try String(contentsOfFile: counter, encoding: .utf8) == "40")
  }

  @Test("A file is replaced as a whole, behind a link too, and keeps who may read it")
  func replacing() throws {
    try AtomicFile.replace(path("file"), with: [1], permissions: 0o640)
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("file"))
    try AtomicFile.replace(path("link"), with: [2, 3])
    #expect(FileStatus(path("link"), followsLinks: false)?.kind == .link)
    #expect(FileStatus(path("file"))?.permissions == 0o640)
    #expect(try OpenFile(path("file"), for: .reading).read(at: 0, count: 9) == [2, 3])
    #expect(throws: SystemError.self) { try AtomicFile.replace(path("none/file"), with: [1]) }
    #expect(try FilePath.names(inFolder: folder.path)?.filter { $0.hasSuffix(".part") } == [])
  }

  @Test("What is no ordinary file is told apart without waiting for it")
  func kinds() throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(try OpenFile(path("pipe"), for: .reading).status().kind == .other)
    #expect(try OpenFile(folder.path, for: .reading).status().kind == .folder)
    #expect(FileStatus(path("none")) == nil)
    #expect(throws: SystemError.noEntry) { try OpenFile(path("none"), for: .reading) }
    try AtomicFile.replace(path("file"), with: [])
    #expect(throws: SystemError.exists) { try OpenFile(path("file"), for: .making) }
    #expect(!FilePath.isReadableFile(folder.path) && FilePath.isReadableFile(path("file")))
  }

  @Test("What is appended to a pipe waits for its reader, however much it is")
  func pipes() async throws {
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    let writer = try OpenFile(path("pipe"), for: .appending)
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    let threads = ThreadGroup()
    let failure = Lock<SystemError?>(nil)
    #expect(
      threads.start {
        do throws(SystemError) { try writer.write(bytes) } catch { failure.withLock { $0 = error } }
      }
    )
    let reader = try OpenFile(path("pipe"), for: .appending)
    var (buffer, count) = ([UInt8](repeating: 0, count: 1 << 16), 0)
    while count < bytes.count, failure.withLock({ $0 }) == nil { count += try reader.read(into: &buffer) }
    threads.wait()
    #expect(count == bytes.count && failure.withLock { $0 } == nil)
  }

  @Test("Reading and writing at positions, and what a file without a name holds")
  func positions() throws {
    let file = try OpenFile(temporaryIn: folder.path)
    #expect(try FilePath.names(inFolder: folder.path) == [])
    var position = 3
    try file.write([4, 5, 6], at: &position)
    #expect(position == 6)
    #expect(try file.read(at: 0, count: 100) == [0, 0, 0, 4, 5, 6])
    #expect(try file.read(at: 5, count: 1) == [6] && file.read(at: 6, count: 1) == [])
    try file.truncate()
    #expect(try file.status().length == 0)
  }

  @Test("Folders are made, and swapped in one step")
  func folders() throws {
    try FilePath.makeFolders(above: path("a/b/c"))
    #expect(FilePath.isFolder(path("a/b")) && !FilePath.exists(path("a/b/c")))
    try AtomicFile.replace(path("a/b/mark"), with: [])
    try FilePath.makeFolder(path("d"))
    if try FilePath.swapFolders(path("a/b"), path("d")) { #expect(FilePath.exists(path("d/mark"))) }
    do throws(FilePath.FolderError) {
      try FilePath.makeFolders(above: path("d/mark/e/f"))
      Issue.record("a file is no folder")
    } catch {
      #expect(error.path.hasSuffix("/d/mark/e") && error.reason == .notFolder)
    }
  }

  @Test("Folders of a user, by what the environment says")
  func userFolders() {
    #expect(UserFolder.cache.path { ["FALKIT_HOME": "/f", "HOME": "/h"][$0] } == "/f/cache")
    #expect(UserFolder.state.path { ["XDG_STATE_HOME": "/x", "HOME": "/h"][$0] } == "/x/falkit")
    #expect(UserFolder.data.path { ["XDG_DATA_HOME": "x", "HOME": "/h"][$0] } == "/h/.local/share/falkit")
    #expect(UserFolder.config.path { ["FALKIT_HOME": "", "HOME": ""][$0] } == nil)
  }
}
