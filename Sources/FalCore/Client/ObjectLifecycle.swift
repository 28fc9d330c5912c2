/// How long files live at fal, and who may see them.
///
/// ```swift
/// let options = SubmitOptions(lifecycle: ObjectLifecycle(expiration: .seconds(3600), access: .forbid))
/// ```
public struct ObjectLifecycle: Sendable, Hashable {
  /// What somebody may do with a file.
  public enum Access: String, Sendable, Hashable {
    /// Read it.
    case allow
    /// Nothing: the server answers 403.
    case forbid
    /// Nothing, not even know that it exists: the server answers 404.
    case hide
  }

  /// How long a file lives, in whole seconds; `nil` for as long as the account's setting says.
  public var expiration: Duration?
  /// What everybody may do; `nil` for fal's default.
  public var access: Access?
  /// What single users may do, by nickname or id.
  public var exceptions: [String: Access] = [:]

  /// Creates a lifecycle.
  public init(expiration: Duration? = nil, access: Access? = nil, exceptions: [String: Access] = [:]) {
    self.expiration = expiration
    self.access = access
    self.exceptions = exceptions
  }

  /// The JSON of the header fields; `nil` when nothing is asked for.
  package func headerValue() throws(FalError) -> String? {
    var json = JSONObject()
    if let expiration {
      // Zero would mean "for ever" to the server.
      guard expiration >= .seconds(1) else {
        throw FalError(.invalidConfiguration, "files must live for at least 1 second")
      }
      json["expiration_duration_seconds"] = .number(JSONNumber(expiration.components.seconds))
    }
    if access != nil || !exceptions.isEmpty {
      var list = JSONObject()
      list["default"] = access.map { .string($0.rawValue) }
      if !exceptions.isEmpty {
        list["rules"] = .array(
          exceptions.sorted(on: \.key).map {
            ["user": .string($0.key), "decision": .string($0.value.rawValue)]
          }
        )
      }
      json["initial_acl"] = .object(list)
    }
    return json.isEmpty ? nil : JSON.object(json).text(JSONFormat(escapesNonASCII: true))
  }
}
