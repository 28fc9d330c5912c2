import FalSystem

/// Makes calls: with the key where it may go, again where that is right, and with errors that say what they are about.
final class FalSender: Sendable {
  let configuration: FalConfiguration
  let hosts: FalHosts
  private let trusted: Set<HTTPAddress>
  /// What no answer may show, whoever sent it back.
  private let secrets: [[UInt8]]
  /// When requests were taken that some of fal's servers may not know yet.
  private let recent = Lock((times: [String: ContinuousClock.Instant](), swept: ContinuousClock.now))

  /// So long after a submit, that a request is not known may be said too early.
  private static let unknownFor = Duration.seconds(10)
  private static let mostRedirects = 5
  /// Anything shorter stands in texts by chance.
  private static let shortestSecret = 8

  init(_ configuration: FalConfiguration) throws(FalError) {
    var configuration = configuration
    configuration.callTimeout = configuration.callTimeout.bounded
    configuration.retries.delay = configuration.retries.delay.bounded
    configuration.retries.longestDelay = configuration.retries.longestDelay.bounded
    self.configuration = configuration
    hosts = configuration.effectiveHosts
    var trusted: Set<HTTPAddress> = []
    for url in configuration.addresses {
      guard !url.contains("@") else {
        throw FalError(.invalidConfiguration, "an address for fal has a user or a password in it, which are never sent")
      }
      guard let address = HTTPAddress(url) else {
        throw FalError(.invalidConfiguration, "'\(url)' is not an http or https address")
      }
      guard configuration.isProxy || !url.contains(where: { "?#".contains($0) }) else {
        throw FalError(.invalidConfiguration, "'\(url)' must not have ? or #, because paths follow it")
      }
      guard address.isProtected else {
        throw FalError(.invalidConfiguration, "'\(url)' must begin with https: only this machine may be asked without")
      }
      trusted.insert(address)
    }
    self.trusted = trusted
    // The whole key first, which has the other in it.
    secrets = [configuration.credentials?.key, configuration.credentials?.halves.map { String($0.secret) }]
      .compactMap { $0.map { Array($0.utf8) } }.filter { $0.count >= Self.shortestSecret }
  }

  /// Makes a call, again where that is right, and reads the whole answer, which is one of success.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  func answer(to call: FalCall) async throws -> FalResponse { try await answer(to: call) { $0 } }

  /// Makes a call, again where that is right, and gives what a closure makes of the whole answer, which is one of success.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the closure throws; what it cannot read is asked for again.
  func answer<Value: Sendable>(
    to call: FalCall,
    read: @escaping @Sendable (FalResponse) throws -> Value
  ) async throws -> Value {
    try await repeating(call) { response in
      let answer = self.answer(response, try await response.body.collect())
      if answer.nonFiniteCount > 0 {
        self.log(
          .notice,
          "\(call.operation.rawValue): \(answer.nonFiniteCount) numbers of the answer are NaN or infinite, and were read as null"
        )
      }
      return try read(answer)
    }
  }

  /// Remembers that fal took a request some time ago: all of its servers may not know it at once.
  func remember(_ requestID: String, submitted age: Duration) {
    let now = ContinuousClock.now
    recent.withLock { recent in
      // Not each time: a client may submit thousands in a second.
      if now - recent.swept > Self.unknownFor {
        recent = (recent.times.filter { now - $0.value < Self.unknownFor }, now)
      }
      if age < Self.unknownFor { recent.times[requestID] = now - age }
    }
  }

  /// Whether the servers that are asked may not know the request yet; in place of a stream there is polling.
  private func isTooEarly(_ call: FalCall) -> Bool {
    guard call.isLastAddress, call.operation != .statusStream, let requestID = call.requestID,
      let submitted = recent.withLock({ $0.times[requestID] })
    else { return false }
    return ContinuousClock.now - submitted < Self.unknownFor
  }

  /// Makes a call, again where that is right, and gives the first answer of success as soon as it begins.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  func response(to call: FalCall) async throws -> HTTPResponse {
    try await repeating(call) { $0 }
  }

  /// Makes a call, again where that is right, and gives what a closure makes of an answer of success.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the closure throws.
  func repeating<Value: Sendable>(
    _ call: FalCall,
    read: @Sendable (HTTPResponse) async throws -> Value
  ) async throws -> Value {
    try await repeating(each: { call }, read: read)
  }

  /// Makes a call, which may be another in each attempt, as one that goes on where the last one broke off.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the closures throw.
  func repeating<Value: Sendable>(
    each nextCall: @Sendable () throws -> FalCall,
    read: @Sendable (HTTPResponse) async throws -> Value
  ) async throws -> Value {
    var attempt = 1
    while true {
      try Task.checkCancellation()
      let call = try nextCall()
      let failed: Failure
      call.attempted?(nil)
      switch try await outcome(of: call, read: read) {
      case .success(let value): return value
      case .failure(let failure): failed = failure
      }
      if failed.isWorthRepeating, let asked = failed.askedDelay, asked > configuration.retries.longestDelay {
        var error = failed.error
        error.message += "; the server asks to wait \(asked.words)"
        throw error
      }
      guard failed.isWorthRepeating, attempt < configuration.retries.attempts else { throw failed.error }
      call.attempted?(failed.error)
      let wait = configuration.retries.wait(before: attempt, asked: failed.askedDelay)
      log(.notice, "\(call.operation.rawValue): \(failed.error.message); attempt \(attempt + 1) in \(wait.words)")
      try await Task.sleep(for: wait)
      attempt += 1
    }
  }

  /// An attempt that did not succeed.
  private struct Failure: Error {
    let error: FalError
    let isWorthRepeating: Bool
    var askedDelay: Duration?
  }

  private func outcome<Value: Sendable>(
    of call: FalCall,
    read: @Sendable (HTTPResponse) async throws -> Value
  ) async throws -> Result<Value, Failure> {
    do {
      let response = try await followingRedirects(of: call)
      if response.isSuccess { return .success(try await read(response)) }
      let bytes = try await response.body.collect(limit: 1 << 20)
      let answer = answer(response, bytes)
      return .failure(
        Failure(
          error: failure(answer, call),
          isWorthRepeating: RetryRules.isWorthwhile(after: answer, call.operation)
            || answer.status == 404 && isTooEarly(call),
          askedDelay: RetryRules.askedDelay(answer.fields)
        )
      )
    } catch let unreadable as UnreadableAnswer {
      return .failure(Failure(error: failure(unreadable, call), isWorthRepeating: call.operation.isIdempotent))
    } catch let error as TransportError {
      return .failure(
        Failure(error: failure(error, call), isWorthRepeating: RetryRules.isWorthwhile(after: error, call.operation))
      )
    }
  }

  /// An answer without the key, which servers that show what they were sent send back, and which ends in errors and records.
  private func answer(_ response: HTTPResponse, _ bytes: [UInt8]) -> FalResponse {
    var bytes = bytes
    for secret in secrets {
      // Not one after the other: whoever sends the key back may do so a million times.
      if bytes.firstRange(of: secret) != nil {
        bytes = Array(bytes.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[key]".utf8))
      }
    }
    return FalResponse(status: response.status, fields: response.fields, bytes: bytes)
  }

  // MARK: - One attempt

  /// Only what changes nothing follows a redirect, and only with the key where the key may go.
  private func followingRedirects(of call: FalCall) async throws -> HTTPResponse {
    var url = call.url
    for _ in 0...Self.mostRedirects {
      let response = try await send(call, to: url)
      guard [301, 302, 303, 307, 308].contains(response.status), call.method == "GET" || call.method == "HEAD",
        let location = response.fields[HTTPField.location], let next = HTTPAddress.resolve(location, against: url)
      else { return response }
      guard !(HTTPAddress(url)?.scheme == "https" && HTTPAddress(next)?.scheme == "http") else {
        throw TransportError(.insecure, "the server redirects from https to http", wasSent: true)
      }
      url = next
    }
    throw TransportError(.redirectLoop, "the server redirects more than \(Self.mostRedirects) times", wasSent: true)
  }

  private func send(_ call: FalCall, to url: String) async throws -> HTTPResponse {
    var fields = call.fields
    let target: String
    if case .proxy(let proxy) = configuration.routing.way, case .key = call.authorization {
      fields[FalField.targetURL] = url
      target = proxy
    } else {
      target = url
    }
    guard let address = HTTPAddress(target) else {
      let shown = target.prefix(80).prefix { $0 != "?" }
      throw TransportError(.invalidRequest, "'\(shown)' is not an http or https address", wasSent: false)
    }
    guard address.isProtected else {
      throw TransportError(.insecure, "only this machine may be asked without encryption", wasSent: false)
    }
    switch call.authorization {
    case .key where trusted.contains(address):
      for (name, value) in configuration.fields where fields[name] == nil { fields.append(name, value) }
      if let key = configuration.credentials?.key {
        fields[HTTPField.authorization] = "\(configuration.authorizationScheme) \(key)"
      }
    case .value(let value) where HTTPAddress(url) == HTTPAddress(call.url): fields[HTTPField.authorization] = value
    case .key, .value, .none: break
    }
    fields[HTTPField.userAgent] = FalVersion.userAgent
    if fields[HTTPField.accept] == nil { fields[HTTPField.accept] = "application/json" }
    var request = HTTPRequest(call.method, target, fields: fields, body: call.body, timeouts: call.timeouts)
    request.sent = call.sent
    // Without what follows the question mark: the address of a webhook may be a secret.
    let shown = url.prefix { $0 != "?" }
    log(.debug, "\(call.method) \(shown)")
    let response = try await configuration.transport.send(request)
    log(.debug, "\(response.status) \(shown)")
    return response
  }

  // MARK: - Errors

  private func failure(_ error: TransportError, _ call: FalCall) -> FalError {
    var failure = FalError(error)
    failure.mayHaveBeenAccepted = error.wasSent && !call.operation.isIdempotent
    failure.endpoint = call.endpoint
    failure.requestID = call.requestID
    return failure
  }

  private func failure(_ answer: FalResponse, _ call: FalCall) -> FalError {
    var failure = FalError(answer: answer)
    failure.endpoint = call.endpoint
    failure.namesRequest = failure.requestID != nil
    failure.requestID = call.requestID ?? failure.requestID
    failure.mayHaveBeenAccepted = call.operation == .submit && !RetryRules.refusals.contains(answer.status)
    return failure
  }

  private func failure(_ unreadable: UnreadableAnswer, _ call: FalCall) -> FalError {
    let answer = unreadable.answer
    let shown = answer.isHTML ? "a page in HTML" : String(answer.text.prefix(200))
    var failure = FalError(.invalidResponse, shown.isEmpty ? unreadable.reason : "\(unreadable.reason): \(shown)")
    failure.endpoint = call.endpoint
    failure.namesRequest = answer.fields[FalField.requestID] != nil
    failure.requestID = call.requestID ?? answer.fields[FalField.requestID]
    failure.status = answer.status
    failure.body = answer.json
    failure.isRetryable = call.operation.isIdempotent
    failure.isEmptyAnswer = answer.bytes.isEmpty
    return failure
  }

  private func log(_ level: FalLogMessage.Level, _ message: @autoclosure () -> String) {
    configuration.log?(FalLogMessage(level: level, message: message()))
  }
}
