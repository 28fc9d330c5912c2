import FalCore
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test("Subscripts reach inside and never fail")
  func subscripts() throws {
    let json: JSON = ["images": [["url": "https://example.com/a.png", "width": 512]], "seed": 7]
    #expect(json["images"][0]["url"].string == "https://example.com/a.png")
    #expect(json["images"][0]["width"].int == 512)
    #expect(json["images"][1]["url"] == .null)
    #expect(json["images"][-1] == .null)
    #expect(json["seed"]["x"][3] == .null)
    #expect(json["images"].array?.count == 1)
  }

  @Test("Members can be set, also where there was nothing")
  func setting() {
    var json: JSON = [:]
    json["a"]["b"] = 1
    json["a"]["c"] = [true]
    json["a"]["b"] = "x"
    #expect(json.text() == #"{"a":{"b":"x","c":[true]}}"#)
  }

  @Test("Typed accessors give nothing for other types")
  func accessors() {
    let text: JSON = "1"
    #expect(text.int == nil && text.double == nil && text.bool == nil && text.array == nil && text.object == nil)
    #expect(text.string == "1" && !text.isNull && JSON.null.isNull)
    let number: JSON = 1.5
    #expect(number.double == 1.5 && number.int == nil && number.string == nil)
  }

  @Test("Objects keep their order, and compare without it")
  func order() throws {
    let one: JSON = ["b": 1, "a": 2]
    let other: JSON = ["a": 2, "b": 1]
    #expect(one.text() == #"{"b":1,"a":2}"#)
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one != ["a": 2])
  }

  @Test("Large objects find, replace and remove members as small ones do", arguments: [3, 16, 17, 500])
  func sizes(count: Int) {
    var object = JSONObject((0..<count).map { ("name\($0)", JSON.number(JSONNumber($0))) })
    #expect(object["name\(count - 1)"]?.int == count - 1)
    object["name1"] = "new"
    object["name0"] = nil
    object["last"] = true
    #expect(object.count == count)
    #expect(object["name0"] == nil)
    #expect(object["name1"] == "new")
    #expect(object[0].name == "name1")
    #expect(object.names.last == "last")
    #expect(object.values.count == count)
  }
}
