import FalCore
import FalEmulator
import FalRegistry
import FalRequests
import FalRunner
import FalSystem

/// What falkit finds on a machine; nothing in it is secret.
struct DoctorReport: Sendable {
  struct Section: Sendable {
    let name: String
    let rows: [(name: String, value: JSON)]
  }

  private(set) var sections: [Section] = []
  /// What is wrong.
  private(set) var problems: [String] = []

  var json: JSON {
    let members = sections.map { section in
      (section.name, JSON.object(JSONObject(section.rows.map { ($0.name, $0.value) })))
    }
    return .object(JSONObject(members + [("problems", .array(problems.map(JSON.string)))]))
  }

  /// Looks at everything; asks the hosts unless the network is not to be used.
  init(_ invocation: Invocation) async {
    add(
      "versions",
      [
        ("falkit", .string(FalVersion.current)), ("system", .string(SystemFacts.name)),
        ("transport", .string(HTTPTransports.description)),
      ]
    )
    addPaths(invocation)
    addKey(invocation)
    await addHosts(invocation)
    addRegistry(invocation)
    add("terminal", SystemFacts.terminal.map { ($0.name, JSON.string($0.value)) })
  }

  private mutating func add(_ name: String, _ rows: [(String, JSON)]) {
    sections.append(Section(name: name, rows: rows.map { (name: $0.0, value: $0.1) }))
  }

  private mutating func addPaths(_ invocation: Invocation) {
    let settings = invocation.settings
    func path(_ path: String?) -> JSON {
      path.map { .string(FilePath.exists($0) ? $0 : "\($0) (none yet)") } ?? .null
    }
    add(
      "paths",
      [
        ("settings", path(settings.userPath)), ("project", settings.project.map { .string($0.path) } ?? .null),
        ("stored_key", path(StoredKey.path)), ("requests", path((try? invocation.requestStore())?.path)),
        ("cache", path(UserFolder.cache.path())),
      ]
    )
    if let problem = settings.problem { problems.append(problem.message) }
    problems += settings.remarks
  }

  private mutating func addKey(_ invocation: Invocation) {
    var rows: [(String, JSON)] = []
    do throws(RunError) {
      let key = invocation.has(.local) ? nil : try KeySource.find(invocation)
      let source = invocation.has(.local) ? KeySource.local.words : key?.source.words
      rows = [
        ("source", source.map(JSON.string) ?? .null), ("id_end", key?.credentials.idEnd.map(JSON.string) ?? .null),
      ]
    } catch {
      rows = [("source", .null), ("id_end", .null)]
      problems.append(error.message)
    }
    add("key", rows)
  }

  private mutating func addHosts(_ invocation: Invocation) async {
    var rows: [(String, JSON)] = []
    do throws(RunError) {
      // A local fal answers as long as it is kept.
      let emulator = invocation.has(.local) ? try FalAccess.emulator(invocation) : nil
      let hosts = if let emulator { emulator.hosts } else { try FalAccess.hosts() }
      var checks = [
        ("queue", hosts.queue), ("run", hosts.run), ("rest", hosts.rest), ("cdn", hosts.cdn),
        ("platform", hosts.platform),
      ].map { HostCheck(name: $0.0, address: $0.1) }
      if emulator != nil || !invocation.isOffline { checks = await HostCheck.all(checks) }
      rows = checks.map { ($0.name, .string("\($0.address): \($0.detail)")) }
      for check in checks where check.isReachable == false {
        problems.append("\(check.address) cannot be reached: \(check.detail)")
      }
      emulator?.stop()
    } catch {
      problems.append(error.message)
    }
    add("hosts", rows)
    add("proxies", SystemFacts.proxies.map { ($0.name, JSON.string($0.value)) })
  }

  private mutating func addRegistry(_ invocation: Invocation) {
    do throws(RunError) {
      let registry = try invocation.registry()
      let records = try invocation.records()
      add(
        "registry",
        [
          ("source", .string(registry.folder ?? "bundled")), ("models", .number(JSONNumber(records.count))),
          ("synced_at", records.newestUpdate.map(JSON.string) ?? .null),
        ]
      )
    } catch {
      problems.append(error.message)
    }
  }
}
