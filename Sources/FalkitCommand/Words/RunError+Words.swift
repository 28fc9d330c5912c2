import FalCore
import FalRequests
import FalRunner

// Errors as the command line says them.
extension RunError {
  init(_ kind: Kind, _ message: String, endpointID: String? = nil, suggestions: [String] = [], hint: String) {
    self.init(kind, message, endpointID: endpointID, suggestions: suggestions, remedy: .words(hint))
  }

  static func usage(_ message: String, suggestions: [String] = [], hint: String? = nil) -> RunError {
    RunError(.usage, message, suggestions: suggestions, remedy: hint.map(Remedy.words))
  }

  /// An input that is wrong.
  static func invalid(_ issue: InputIssue, endpointID: String? = nil) -> RunError {
    var error = RunError(.invalid, "\(issue.field): \(issue.message)", endpointID: endpointID)
    error.issues = [issue]
    return error
  }

  /// What to try, usually a command.
  var hint: String? { remedy?.words }

  var json: JSON {
    let code = ExitCode(kind)
    return [
      "error": [
        "code": .string(code.name),
        "exit_code": .number(JSONNumber(code.rawValue)),
        "message": .string(message),
        "retryable": .bool(isRetryable),
        "endpoint_id": endpointID.map(JSON.string) ?? .null,
        "request_id": requestID.map(JSON.string) ?? .null,
        "issues": .array(issues.map(\.json)),
        "suggestions": .array(suggestions.map(JSON.string)),
        "hint": hint.map(JSON.string) ?? .null,
      ]
    ]
  }
}

extension Remedy {
  /// The commands or options that do it.
  fileprivate var words: String {
    switch self {
    case .words(let words): words
    case .describe(let model): "falkit model-info \(Shell.quoted(model))"
    case .search(let text): "falkit search \(Shell.quoted(text))"
    case .verifyRegistry: "falkit registry verify --registry DIR"
    case .checkKey: "falkit check-key"
    case .checkConnection: "falkit check-key, once the network is there; or --local, for a local fal"
    case .useQueue: "set FALKIT_QUEUE_URL to that address"
    case .listRequests: "falkit list --all"
    case .wait(let request): "falkit wait \(request)"
    case .waitElsewhere(let request, let model): "falkit wait \(request) --model \(Shell.quoted(model))"
    case .rerun(let request): "falkit rerun \(request)"
    case .result(let request): "falkit result \(request) --wait"
    case .rawResult(let request): "falkit result \(request) --raw"
    case .cancel(let request): "falkit cancel \(request)"
    case .download(let request): "falkit download \(request)"
    case .followOrSubmit: "--resume to follow that one, --force to submit another"
    case .lookUp(let id):
      "falkit adopt ID --request \(id), with the id from https://fal.ai/dashboard/requests; --force submits another, in a batch --force-unknown"
    case .allowUnknownCost: "--allow-unknown-cost"
    case .raiseLimit(let amount): "--max-cost \(amount)"
    case .explainRun: "falkit run --help"
    case .nameOutput: "--output FILE, to say so yourself"
    case .allowFiles: "--files DIR, if lines may take files of that folder"
    case .resumeBatch: "--resume, or --results with another file"
    case .nameResults: "--results FILE"
    }
  }
}

extension Cancellation {
  /// What came of it, in words.
  var words: String {
    switch outcome {
    case .cancelled: "request \(record.name) is cancelled"
    case .requested: "request \(record.name) was asked to stop; it may finish, and be charged, all the same"
    case .alreadyEnded: "request \(record.name) had ended already, as \(record.state)"
    case .declined: "fal did not cancel request \(record.name), which is \(record.state)"
    case .notFound: "fal does not know request \(record.name)"
    }
  }
}
