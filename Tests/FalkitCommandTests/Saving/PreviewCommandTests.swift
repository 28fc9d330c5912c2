import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit preview", .timeLimit(.minutes(2)))
struct PreviewCommandTests {
  private static let kitty = "\u{1B}_Ga=T,f=100,q=2,m="

  @Test("Which terminals show pictures, and how")
  func terminals() {
    func choice(_ variables: [String: String], isForced: Bool = false) -> TerminalGraphics? {
      TerminalGraphics(isForced: isForced) { variables[$0] }
    }
    #expect(choice(["TERM": "xterm-kitty"]) == .kitty && choice(["KITTY_WINDOW_ID": "1"]) == .kitty)
    #expect(choice(["TERM": "xterm-ghostty"]) == .kitty && choice(["TERM_PROGRAM": "iTerm.app"]) == .iTerm2)
    #expect(choice(["LC_TERMINAL": "iTerm2"]) == .iTerm2 && choice(["TERM_PROGRAM": "WezTerm"]) == .iTerm2)
    #expect(choice(["TERM": "xterm-256color"]) == nil && choice(["TERM": "dumb", "KITTY_WINDOW_ID": "1"]) == nil)
    for inside in [["TERM": "screen-256color"], ["TMUX": "/tmp/x"], ["TERM": "tmux"], ["STY": "1"]] {
      let variables = inside.merging(["LC_TERMINAL": "iTerm2"]) { $1 }
      #expect(choice(variables) == nil && choice(variables, isForced: true) == .iTerm2)
    }
  }

  @Test("What is sent to the terminal", arguments: [0, 1, 3072, 3073, 100_000])
  func sequences(count: Int) throws {
    let content = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    let text = TerminalGraphics.kitty.sequence(content, isInTmux: false)
    let commands = text.components(separatedBy: "\u{1B}\\").dropLast()
    #expect(commands.allSatisfy { $0.hasPrefix("\u{1B}_G") && $0.utf8.count < 4096 + 40 })
    #expect(commands.dropLast().allSatisfy { $0.contains("m=1;") } && commands.last?.contains("m=0;") == true)
    let payload = commands.map { $0.components(separatedBy: ";")[1] }.joined()
    #expect(Data(base64Encoded: payload) == content)
    let image = TerminalGraphics.iTerm2.sequence(content, isInTmux: false)
    #expect(image.hasPrefix("\u{1B}]1337;File=size=\(count);inline=1;") && image.hasSuffix("\u{7}"))
    let passed = TerminalGraphics.iTerm2.sequence(content, isInTmux: true)
    #expect(passed.hasPrefix("\u{1B}Ptmux;\u{1B}\u{1B}]1337;") && passed.hasSuffix("\u{7}\u{1B}\\"))
  }

  @Test("On a terminal that shows pictures; elsewhere name and size")
  func showing() async throws {
    let gallery = try Gallery { files in
      ["image": ["url": .string(files.add("p.png", contentType: "image/png") { Gallery.png })]]
    }
    let path = gallery.folder.path + "/a.png"
    try Data(Gallery.png).write(to: URL(fileURLWithPath: path))
    try Data(Gallery.gif).write(to: URL(fileURLWithPath: gallery.folder.path + "/a.gif"))
    let environment = gallery.environment
    func shown(_ arguments: String, _ more: [String: String]) throws -> String {
      try FalkitProcess.runOnTerminal("preview", arguments, environment: environment.merging(more) { $1 })
    }
    let picture = try shown(path, ["TERM": "xterm-kitty"])
    #expect(picture.hasPrefix(Self.kitty + "0;" + Data(Gallery.png).base64EncodedString()))
    #expect(picture.contains("\(path)   1x1   \(Gallery.png.count) B"))
    #expect(try !shown(path, [:]).contains("\u{1B}"))
    #expect(try !shown(gallery.folder.path + "/a.gif", ["TERM": "xterm-kitty"]).contains("\u{1B}"))
    #expect(try shown(gallery.folder.path + "/a.gif", ["TERM_PROGRAM": "iTerm.app"]).contains("1337;File="))
    #expect(try !shown(path, ["TERM": "xterm-kitty", "TMUX": "x"]).contains("\u{1B}"))
    _ = try await gallery.completed()
    #expect(try shown("@last", ["TERM": "xterm-kitty"]).contains(Self.kitty))
    let piped = try gallery.run("preview", "a.png", more: ["TERM": "xterm-kitty"])
    #expect(piped.code == 0 && piped.output == "a.png\t\(Gallery.png.count)\n")
    #expect(try gallery.run("preview", "@last", more: ["FAL_KEY": ""]).code == 0)
    #expect(try gallery.run("preview", "missing.png").code == 66)
    #expect(try gallery.run("preview", "file:///etc/passwd").code == 65)
    #expect(try gallery.names() == ["a.gif", "a.png"])
  }
}
