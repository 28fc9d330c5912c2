import FalCore
import Foundation
import TestSupport
import Testing

@Suite("falkit registry")
struct RegistryCommandTests {
  private static let registry = FalkitProcess.root + "/Registry"

  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("falkit-registry-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  @Test("The committed registry is in order")
  func verify() async throws {
    let result = await Falkit.run("registry", "verify", "--json", "--registry", Self.registry)
    #expect(result.code == 0, "\(result.output)")
    let json = try result.json()
    let count = try EveryModel.count
    #expect(json["valid"] == true && json["endpoints"].int == count)
    let diagnostics = json["diagnostics"].array ?? []
    let problems = diagnostics.filter { $0["severity"] != "note" }
    #expect(problems.isEmpty, "\(problems)")
    // What the documents leave open is told with file and line.
    #expect(diagnostics.contains { $0["subject"] == "openapi/fal-ai/fooocus.json:53" && $0["code"] == "many-values" })
    #expect(
      json["known_faults"] == ["dangling-reference": 5, "no-input-schema": 4, "no-schema": 2]
    )
    let inputs = json["inputs"]
    #expect(Double(inputs["explained"].int ?? 0) >= 0.92 * Double(inputs["all"].int ?? .max))
  }

  @Test(
    "The glossary explains the 500 most frequent inputs and the 80 most frequent outputs, but for a handful nobody can"
  )
  func glossary() throws {
    let glossary = try JSON(parsing: try Data(contentsOf: URL(fileURLWithPath: Self.registry + "/glossary.json")))
    let models = try JSON(
      parsing: try Data(contentsOf: URL(fileURLWithPath: Self.registry + "/references/models.json"))
    )
    for (list, side, count) in [("fields", "inputs", 500), ("outputs", "outputs", 80)] {
      var uses: [String: Int] = [:]
      for model in models["endpoints"].array ?? [] {
        for name in model[list].array ?? [] { uses[name.string ?? "", default: 0] += 1 }
      }
      let frequent = uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map(\.key)
      let unexplained = frequent.filter { glossary[side].object?[$0] == nil }
      #expect(unexplained.count <= (side == "inputs" ? 5 : 0), "\(unexplained)")
      #expect(glossary[side].object?.names.filter { !$0.contains(".") }.count ?? 0 >= count)
    }
  }

  @Test("A flag is no file, whatever its name ends in")
  func mediaInputs() throws {
    let found = try String(contentsOfFile: Self.registry + "/media-inputs.txt", encoding: .utf8)
    #expect(found.contains("image_url image\n") && !found.contains("return_byteplus_urls"))
  }

  @Test("Importing an export, in pages and in any order, changes no byte; importing it again writes nothing")
  func roundTrip() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let export = try await Falkit.run("registry", "export").json()
    var models = try #require(export["models"].array)
    let count = try EveryModel.count
    #expect(models.count == count)
    var random = SeededRandom(seed: 1)
    models.shuffle(using: &random)
    let pages = folder.appendingPathComponent("pages")
    try FileManager.default.createDirectory(at: pages, withIntermediateDirectories: true)
    for page in 0..<5 {
      let part = models.enumerated().filter { $0.offset % 5 == page }.map(\.element)
      let json: JSON = ["models": .array(part), "has_more": .bool(page < 4)]
      try Data(json.utf8()).write(to: pages.appendingPathComponent("\(9 - page).json"))
    }
    let target = folder.appendingPathComponent("Registry").path
    // Names are in no feed: they only grow, so that they tell of what was before, too.
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Self.registry + "/names.json", toPath: target + "/names.json")
    // Lists that are kept where they exist.
    for list in ["remarks.txt", "media-inputs.txt"] { try Data().write(to: URL(fileURLWithPath: target + "/" + list)) }
    let imported = await Falkit.run("registry", "import", pages.path, "--complete", "--registry", target)
    #expect(imported.code == 0, "\(imported.error)")

    let difference = try ChildProcess.run("diff", ["-r", Self.registry, target])
    #expect(difference.output == "" && difference.ending == .exited(0))

    let again = await Falkit.run("registry", "import", pages.path, "--complete", "--registry", target, "--json")
    #expect(try again.json()["files"] == [])
    #expect(try again.json()["unchanged"].int == models.count)
  }

  @Test("A model whose whole input is a list is imported, shown, exemplified and checked like any other")
  func wholeList() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let cat: JSON = ["properties": ["kind": ["const": "cat"], "lives": ["type": "integer"]], "required": ["kind"]]
    let dog: JSON = ["properties": ["kind": ["const": "dog"], "tail": ["type": "number"]], "required": ["kind"]]
    let document: JSON = [
      "components": ["schemas": ["Cat": cat, "Dog": dog]],
      "paths": [
        "/me/list": [
          "post": [
            "requestBody": content([
              "type": "array", "minItems": 1,
              "items": ["oneOf": [["$ref": "#/components/schemas/Cat"], ["$ref": "#/components/schemas/Dog"]]],
            ])
          ],
          "get": ["responses": ["200": content(["type": "object", "patternProperties": ["^a": ["type": "integer"]]])]],
        ]
      ],
    ]
    let feed: JSON = [
      "models": [
        [
          "endpoint_id": "me/list", "metadata": ["display_name": "List", "category": "text-to-image"],
          "openapi": document,
        ]
      ]
    ]
    let own = ["--registry", folder.appendingPathComponent("own").path]
    #expect(await Falkit.run(list: ["registry", "import", "-"] + own, input: feed.text()).code == 0)
    #expect(await Falkit.run(list: ["registry", "verify"] + own).code == 0)

    let info = await Falkit.run(list: ["model-info", "me/list"] + own).output
    for text in ["list of object", "at least 1 item", "either Cat", "or Dog", "always dog", "object of integer"] {
      #expect(info.contains(text), "\(text) is not in \(info)")
    }
    let table = await Falkit.run(list: ["schema", "me/list", "--format", "table"] + own).output
    #expect(table.contains("list of object") && !table.contains("required\n\n"))
    #expect(
      try await Falkit.run(list: ["model-info", "me/list", "--json"] + own).json()["input_type"] == "list of object"
    )
    let example = await Falkit.run(list: ["schema", "me/list", "--example"] + own)
    #expect(try example.json() == [["kind": "cat"]])

    func validate(_ input: String) async throws -> FalkitProcess.Result {
      await Falkit.run(list: ["validate", "me/list", "-i", input] + own)
    }
    #expect(try await validate(example.output).code == 0)
    #expect(
      try await validate(#"[{"kind": "dog", "tail": "x"}]"#).error.contains("[0].tail  is \"x\", expected a number")
    )
    #expect(try await validate(#"[{"kind": "bird"}]"#).error.contains("must be one of: cat, dog"))
    #expect(try await validate("{}").error.contains("is an object, expected a list"))
  }

  @Test("A small feed becomes a registry that commands can read")
  func ownRegistry() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let feed: JSON = [
      "models": [
        [
          "endpoint_id": "me/app",
          "metadata": ["display_name": "Mine\u{1B}[31m\u{7}", "category": "text-to-image\u{1B}"],
          "openapi": ["error": ["code": "expansion_failed"]],
        ]
      ]
    ]
    let target = folder.appendingPathComponent("own").path
    let imported = await Falkit.run("registry", "import", "-", "--registry", target, input: feed.text())
    #expect(imported.code == 0 && imported.output.contains("1 models   1 new"))
    #expect(imported.error.contains("warning: me/app"))
    #expect(await Falkit.run("registry", "verify", "--registry", target).code == 0)
    let models = try await Falkit.run("models", "--registry", target, "--json").json()
    #expect(models["models"][0]["endpoint_id"] == "me/app" && models["snapshot"]["source"] == .string(target))
    #expect(await Falkit.run("registry", "path", "--registry", target).output == target + "\n")
    #expect(await Falkit.run("registry", "path").output == "bundled\n")
    let status = try await Falkit.run("registry", "status", "--registry", target, "--json").json()
    #expect(status["endpoints"] == 1 && status["with_schema"] == 0)
    #expect(await Falkit.run("search", "mine", "-q", "--registry", target).output == "me/app\n")
  }

  @Test("Errors are said even when the user wants it quiet, and a feed without a readable model writes nothing")
  func quietErrors() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appendingPathComponent("own").path
    let feed = #"{"models": [{"endpoint_id": "a/b"}, {"endpoint_id": "../x"}]}"#
    let partly = await Falkit.run("registry", "import", "-", "-q", "--registry", target, input: feed)
    #expect(partly.code == 3 && partly.error.contains("error: standard input") && !partly.error.contains("warning"))
    let nothing = folder.appendingPathComponent("nothing").path
    let broken = await Falkit.run("registry", "import", "-", "--registry", nothing, input: "{")
    #expect(broken.code == 65 && broken.error.contains("nothing was written"))
    #expect(!FileManager.default.fileExists(atPath: nothing))
  }

  @Test("Control characters in a registry's text never reach the terminal")
  func controlCharacters() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.path
    try FileManager.default.createDirectory(atPath: target + "/references", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: target + "/openapi/me", withIntermediateDirectories: true)
    let evil = "x\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\n\r"
    let index: JSON = [
      "endpoints": [
        [
          "id": "me/app", "name": .string(evil), "category": .string(evil), "module": "FalText",
          "status": .string(evil), "tags": [.string(evil)],
          "required": [.string(evil)], "fields": [.string(evil)], "outputs": [.string(evil)],
          "output_kinds": [.string(evil)],
          "has_schema": true, "snapshot": "openapi/me/app.json", "digest": "0",
        ],
        [
          "id": .string("me/\(evil)"), "name": "n", "category": "c", "has_schema": false, "schema_error": .string(evil),
        ],
      ]
    ]
    let property: JSON = [
      "type": "string", "enum": [.string(evil), "b"], "default": .string(evil), "pattern": .string(evil),
    ]
    let schema: JSON = [
      "type": "object", "properties": .object(JSONObject([(evil, property)])), "required": [.string(evil)],
    ]
    let content: JSON = ["content": ["application/json": ["schema": schema]]]
    let snapshot: JSON = [
      "paths": ["/me/app": ["post": ["requestBody": content], "get": ["responses": ["200": content]]]]
    ]
    let glossary: JSON = ["inputs": .object(JSONObject([(evil, .string(evil))]))]
    try Data(index.utf8()).write(to: URL(fileURLWithPath: target + "/references/models.json"))
    try Data(snapshot.utf8()).write(to: URL(fileURLWithPath: target + "/openapi/me/app.json"))
    try Data(glossary.utf8()).write(to: URL(fileURLWithPath: target + "/glossary.json"))

    for arguments in [
      ["models", "--status", "all"], ["models", "--status", "all", "--long"], ["models", "--categories"],
      ["search", "n", "--status", "all"],
      ["model-info", "me/app"], ["schema", "me/app", "--format", "table"], ["schema", "me/app"],
      ["schema", "me/app", "--example"],
      ["registry", "status"], ["registry", "verify"], ["models", "-q", "--status", "all"],
      ["__complete", "model-info", ""],
    ] {
      let options = arguments[0] == "__complete" ? ["--registry", target] : []
      let words =
        arguments[0] == "__complete"
        ? [arguments[0]] + options + arguments.dropFirst() : arguments + ["--registry", target]
      for output in [
        await Falkit.run(list: words, environment: ["FALKIT_OUTPUT": "human"]), await Falkit.run(list: words),
      ] {
        let shown = (output.output + output.error).unicodeScalars
        let harmful = shown.filter {
          $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
        }
        #expect(harmful.isEmpty, "\(arguments)")
      }
    }
  }

  static let missing: [([String], Int32)] = [
    (["registry", "import", "no-such-file"], 66),
    (["registry", "verify", "--registry", "/nonexistent"], 66),
    (["models", "--registry", "/nonexistent"], 78), (["registry", "export", "/nonexistent/x.json"], 73),
    (["registry", "import", "x.json"], 66),
  ]

  @Test("Without a folder the registry is verified that commands use")
  func verifiesTheUsual() throws {
    let run = try FalkitProcess.run("registry", "verify", "--json")
    #expect(try run.code == 0 && run.json()["bundled"] == true && run.json()["valid"] == true, "\(run.error)")
  }

  @Test("A folder of a registry that is a link is not written through")
  func link() throws {
    let (folder, elsewhere) = (try TemporaryFolder(), try TemporaryFolder())
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/openapi",
      withDestinationPath: elsewhere.path
    )
    let document: JSON = ["paths": ["/": ["post": ["requestBody": ["content": ["application/json": ["schema": [:]]]]]]]]
    let feed: JSON = [
      "models": [["endpoint_id": "a/b", "metadata": ["category": "text-to-image"], "openapi": document]]
    ]
    try folder.write(feed.text(), to: "feed.json")
    let run = try FalkitProcess.run("registry", "import", folder.path + "/feed.json", "--registry", folder.path)
    #expect(run.code == 73 && run.error.contains("is a link"), "\(run.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
  }

  @Test("Feeds and folders that do not exist are reported", arguments: missing)
  func reportsMissing(arguments: [String], code: Int32) throws {
    // In a folder of its own, in which there is no registry.
    let result = try FalkitProcess.run(list: arguments)
    #expect(result.code == code && result.output.isEmpty && result.error.hasPrefix("error: "), "\(result.error)")
  }
}
