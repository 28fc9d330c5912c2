import FalCore
import Foundation
import Testing

@Suite("falkit schema")
struct SchemaCommandTests {
  @Test("JSON Schema has no references left, and explains the names")
  func resolved() async throws {
    let json = try await Falkit.run("schema", "fal-ai/flux/dev").json()
    let text = json.text()
    #expect(!text.contains("$ref") && !text.contains("x-fal-order-properties"))
    let properties = try #require(json["input"]["properties"].object)
    #expect(properties.names.first == "prompt")
    #expect(properties["num_inference_steps"]?["maximum"] == 50)
    #expect(properties["prompt"]?["description"].string?.hasSuffix(".") == true)
    #expect(json["output"]["properties"]["images"]["items"]["properties"]["url"]["type"] == "string")
    #expect(try await Falkit.run("schema", "fal-ai/flux/dev", "--part", "input").json() == json["input"])
    #expect(try await Falkit.run("schema", "fal-ai/flux/dev", "--part=output", "--json").json() == json["output"])
  }

  @Test("The normalised document is the registry's file, byte for byte")
  func openapi() async throws {
    let result = await Falkit.run("schema", "fal-ai/flux/dev", "--format", "openapi")
    let file = try String(
      contentsOfFile: FalkitProcess.root + "/Registry/openapi/fal-ai/flux/dev.json",
      encoding: .utf8
    )
    #expect(result.output == file)
  }

  @Test("A table shows inputs and outputs")
  func table() async throws {
    let result = await Falkit.run("schema", "fal-ai/flux/dev", "--format", "table")
    #expect(
      result.output.contains("INPUT, required") && result.output.contains("OUTPUT")
        && result.output.contains("num_images")
    )
  }

  @Test("An example is a smallest valid input, and takes values by the schema's types")
  func example() async throws {
    let plain = try await Falkit.run("schema", "fal-ai/flux/dev", "--example").json()
    #expect(plain.object?.names == ["prompt"])
    let filled = try await Falkit.run(
      "schema",
      "fal-ai/flux/dev",
      "--example",
      "prompt=2024",
      "num_images=2",
      "enable_safety_checker=no",
      "seed=18446744073709551615",
      "image_size:={\"width\": 640, \"height\": 480}",
      "acceleration=high"
    ).json()
    #expect(
      filled == [
        "prompt": "2024", "num_images": 2, "enable_safety_checker": false, "seed": .number(JSONNumber(UInt64.max)),
        "image_size": ["width": 640, "height": 480], "acceleration": "high",
      ]
    )
    let lists = try await Falkit.run(
      "schema",
      "fal-ai/nano-banana-pro/edit",
      "--example",
      "image_urls=https://a/1.png",
      "image_urls=https://a/2.png",
      "prompt=true"
    ).json()
    #expect(lists == ["prompt": "true", "image_urls": ["https://a/1.png", "https://a/2.png"]])
  }

  @Test(
    "Wrong values are refused with what is allowed",
    arguments: [
      (["promt=x"], 65, "prompt"), (["num_images=two"], 65, "a whole number"), (["num_images=99"], 65, "at most 4"),
      (["prompt=a", "prompt=b"], 65, "twice"), (["image_size.width=wide"], 65, "image_size"),
      (["--part", "input"], 64, "does not go with"),
      (["num_images=1.5"], 65, "a whole number"),
      (["acceleration=hgh"], 65, "high"),
      (["image_size:={"], 65, "line 1, column 2"), (["image_size:={\"a\":1,\"a\":2}"], 65, "twice"),
      (["word"], 64, "name=value"),
      (["enable_safety_checker=maybe"], 65, "true or false"), (["=x"], 64, "name=value"),
    ]
  )
  func wrongValues(assignments: [String], code: Int32, message: String) async throws {
    let result = await Falkit.run(list: ["schema", "fal-ai/flux/dev", "--example"] + assignments)
    #expect(result.code == code && result.output.isEmpty)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test("Wrong inputs are issues with a field and a rule for programs")
  func issues() async throws {
    for (assignment, rule) in [("promt=x", "unknown-field"), ("seed=x", "type"), ("seed:={", "json")] {
      let result = await Falkit.run("schema", "fal-ai/flux/dev", "--example", assignment, "--json")
      let issue = try result.errorJSON()["error"]["issues"][0]
      #expect(result.code == 65 && result.output.isEmpty)
      #expect(issue["rule"] == .string(rule) && issue["severity"] == "error")
      #expect(assignment.hasPrefix(issue["field"].string ?? "-"))
    }
  }

  @Test("A model without a schema is reported")
  func noSchema() async throws {
    let result = await Falkit.run("schema", "fal-ai/hyper-sdxl")
    #expect(result.code == 66 && result.error.contains("no schema"))
    #expect(await Falkit.run("schema", "fal-ai/flux/dev", "prompt=x").code == 64)
  }
}
