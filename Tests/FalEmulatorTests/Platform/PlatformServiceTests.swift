import FalCore
import FalRegistry
import FalRegistrySync
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

@Suite("The local Platform API", .timeLimit(.minutes(5)))
struct PlatformServiceTests {
  private static func get(_ emulator: Emulator, _ target: String, key: String? = nil, posting body: String? = nil)
    async throws
    -> (status: Int, json: JSON)
  {
    var fields = HTTPFields()
    fields["Authorization"] = key.map { "Key \($0)" }
    let request = HTTPRequest(
      body == nil ? "GET" : "POST",
      emulator.hosts.platform + target,
      fields: fields,
      body: body.map { .bytes(Array($0.utf8)) } ?? .none
    )
    let response = try await HTTPTransports.standard.send(request)
    return (response.status, (try? JSON(parsing: try await response.body.collect())) ?? .null)
  }

  @Test(
    "What is wrong with a request is said in the API's own form",
    arguments: [
      ("/v1/models?limit=0", 400, "validation_error", "limit"),
      ("/v1/models?limit=x", 400, "validation_error", "limit"),
      ("/v1/models?cursor=x", 400, "validation_error", "cursor"),
      ("/v1/models?status=gone", 400, "validation_error", "status"),
      ("/v1/models?endpoint_id=", 400, "validation_error", "endpoint_id"),
      ("/v1/models?endpoint_id=a/b", 404, "not_found", "ids"),
      ("/v1/models/pricing", 400, "validation_error", "1 to 50"),
      ("/v1/models/pricing?endpoint_id=a/b", 404, "not_found", "a/b"),
      ("/v1/account/billing", 403, "authorization_error", "denied"), ("/v1/nothing", 404, "not_found", "/v1/nothing"),
      ("/v1/models/pricing/estimate", 405, "not_implemented", "Method"),
    ]
  )
  func errors(target: String, status: Int, type: String, word: String) async throws {
    let emulator = try Emulator(model: TestModel())
    let answer = try await Self.get(emulator, target)
    #expect(answer.status == status && answer.json["error"]["type"] == .string(type))
    #expect(answer.json["error"]["message"].string?.contains(word) == true)
  }

  @Test("More than 50 ids are too many")
  func tooManyIDs() async throws {
    let emulator = try Emulator(model: TestModel())
    let ids = (0...50).map { "endpoint_id=a/b\($0)" }.joined(separator: "&")
    for path in ["models", "models/pricing"] {
      #expect(try await Self.get(emulator, "/v1/\(path)?\(ids)").status == 400)
    }
  }

  @Test("The key is asked for, but not for the catalogue")
  func key() async throws {
    var configuration = EmulatorConfiguration()
    configuration.key = "id:secret"
    configuration.account.isAdministrator = true
    let emulator = try Emulator(configuration, model: TestModel())
    let targets = ["/v1/models/pricing?endpoint_id=fal-ai/flux/dev", "/v1/account/billing"]
    for target in targets {
      for key in [nil, "id:other"] {
        let answer = try await Self.get(emulator, target, key: key)
        #expect(answer.status == 401 && answer.json["error"]["type"] == "authorization_error")
      }
      #expect(try await Self.get(emulator, target, key: "id:secret").status == 200)
    }
    #expect(try await Self.get(emulator, "/v1/models?endpoint_id=fal-ai/flux/dev").status == 200)
    #expect(try await Self.get(emulator, targets[1], key: "id:secret").json == ["username": "local"])
  }

  @Test("Pages have cursors as fal's, at most 100 models, and an end")
  func pages() async throws {
    let emulator = try Emulator(model: TestModel())
    let first = try await Self.get(emulator, "/v1/models?limit=1000").json
    #expect(first["models"].array?.count == 100 && first["next_cursor"] == "Mg==" && first["has_more"] == true)
    let last = try await Self.get(emulator, "/v1/models?cursor=MTU=").json
    #expect(
      (1...100).contains(last["models"].array?.count ?? 0) && last["next_cursor"].isNull && last["has_more"] == false
    )
    let beyond = try await Self.get(emulator, "/v1/models?cursor=OTk5").json
    #expect(beyond["models"].array?.isEmpty == true && beyond["has_more"] == false)
    let huge = try await Self.get(emulator, "/v1/models?cursor=OTIyMzM3MjAzNjg1NDc3NTgwNw==").json
    #expect(huge["models"].array?.isEmpty == true)
  }

  @Test("Names in brackets and unknown ones are ignored, as at fal")
  func ignoredNames() async throws {
    let emulator = try Emulator(model: TestModel())
    let query = "endpoint_id=fal-ai/flux/dev&expand[]=openapi-3.0&expand=odd&odd=1"
    let model = try await Self.get(emulator, "/v1/models?\(query)").json["models"][0]
    #expect(
      model["openapi"].isNull && model["metadata"]["highlighted"] == false && model["metadata"]["is_favorited"].isNull
    )
  }

  @Test("The catalogue is that of the registry that is served, without retired models")
  func ownRegistry() async throws {
    let folder = try TemporaryFolder()
    let source = try Registry(folder: BundledRegistry.path)
    var records = Array(try source.records().prefix(3))
    records[1].status = .retired
    for index in records.indices { records[index].snapshot = nil }
    let target = RegistryFolder(path: folder.path)
    _ = try target.write(RegistryFolder.indexBytes(of: records), to: RegistryFolder.indexPath)
    let emulator = try Emulator(model: RegistryModel(Registry(folder: folder.path)))
    let ids = try await Self.get(emulator, "/v1/models").json["models"].array?.map(\.["endpoint_id"].string)
    #expect(ids == [records[0].id, records[2].id])
    #expect(try await Self.get(emulator, "/v1/models/pricing?endpoint_id=\(records[1].id)").status == 404)
  }

  @Test("Every category has a unit, and prices stay what they are")
  func prices() throws {
    var units: [String: Set<String>] = [:]
    for record in try Registry(folder: BundledRegistry.path).records() {
      let price = MadeUpPrice(record)
      #expect(price.amount > 0 && price.amount < 1 && price.unitsPerCall > 0)
      #expect(price.amount == MadeUpPrice(record).amount)
      units[record.category, default: []].insert(price.unit)
    }
    #expect(units.values.allSatisfy { $0.count == 1 })
    #expect(units["text-to-image"] == ["megapixels"] && units["image-to-video"] == ["seconds"])
    #expect(units["text-to-speech"] == ["1000 characters"] && units["training"] == ["compute seconds"])
  }

  @Test("Ids of prices may be separated by commas")
  func commas() async throws {
    let emulator = try Emulator(model: TestModel())
    let answer = try await Self.get(emulator, "/v1/models/pricing?endpoint_id=fal-ai/flux/dev,fal-ai/flux/schnell")
    #expect(answer.json["prices"].array?.map(\.["endpoint_id"]) == ["fal-ai/flux/dev", "fal-ai/flux/schnell"])
    #expect(answer.json["prices"][0]["currency"] == "USD")
  }

  @Test(
    "An estimate that cannot be made is refused",
    arguments: [
      ("", 400), ("[]", 400), (#"{"estimate_type":"odd","endpoints":{}}"#, 400),
      (#"{"estimate_type":"unit_price"}"#, 400),
      (#"{"estimate_type":"unit_price","endpoints":{"fal-ai/flux/dev":{"unit_quantity":0}}}"#, 400),
      (#"{"estimate_type":"historical_api_price","endpoints":{"fal-ai/flux/dev":{"call_quantity":1.5}}}"#, 400),
      (#"{"estimate_type":"historical_api_price","endpoints":{"a/b":{"call_quantity":1}}}"#, 404),
      (#"{"estimate_type":"historical_api_price","endpoints":{"fal-ai/flux/dev":{"call_quantity":1}}}"#, 200),
    ]
  )
  func estimates(body: String, status: Int) async throws {
    let emulator = try Emulator(model: TestModel())
    #expect(try await Self.get(emulator, "/v1/models/pricing/estimate", posting: body).status == status)
  }

  @Test("Faults are for operations of the API, too")
  func faults() async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = .script([(.pricing, .status(503)), (.account, .status(418)), (.estimate, .status(500))])
    let emulator = try Emulator(configuration, model: TestModel())
    #expect(try await Self.get(emulator, "/v1/models").status == 200)
    #expect(try await Self.get(emulator, "/v1/models/pricing?endpoint_id=fal-ai/flux/dev").status == 503)
    #expect(try await Self.get(emulator, "/v1/account/billing").status == 418)
    #expect(try await Self.get(emulator, "/v1/models/pricing/estimate", posting: "{}").status == 500)
    #expect(emulator.statistics.faults == 3 && emulator.statistics.received[.catalog] == 1)
  }

  @Test("A locked account runs nothing")
  func locked() async throws {
    var configuration = EmulatorConfiguration()
    configuration.account.isLocked = true
    let fal = try LocalFal(configuration)
    let error = await falError { _ = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x")) }
    #expect(error?.kind == .forbidden && error?.message.contains("locked") == true)
    #expect(fal.emulator.statistics.accepted == 0)
  }
}
