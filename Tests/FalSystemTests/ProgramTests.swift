#if os(macOS) || os(Linux)
  import FalSystem
  import Testing

  @Suite("Programs")
  struct ProgramTests {
    @Test("How a program ended")
    func ends() throws {
      #expect(try Program(["sh", "-c", "exit 7"]).run() == 7)
      #expect(try Program(["sh", "-c", "kill -9 $$"]).run() == 128 + 9)
      #expect(throws: SystemError.noEntry) { try Program(["falkit-has-no-such-program"]).run() }
      #expect(throws: SystemError.self) { try Program([]).run() }
    }

    @Test("A program knows of the environment what it is given, and reads what is written to it")
    func input() throws {
      var program = Program(["/bin/sh", "-c", #"test "$(cat)$KNOWN${HOME-none}" = "bytes yes none""#])
      program.environment = ["KNOWN": " yes ", "PATH": ProcessEnvironment.value("PATH") ?? ""]
      let pipe = try Pipe()
      program.input = .pipe(pipe)
      let running = try program.start()
      pipe.closeReading()
      try Descriptor.write("bytes".utf8, to: pipe.writingEnd)
      pipe.closeWriting()
      #expect(running.wait() == 0)
    }
  }
#endif
