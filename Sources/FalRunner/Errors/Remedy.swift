package import FalRequests

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What to try after an error; each front of falkit has its own way to say it.
package enum Remedy: Sendable, Equatable {
  /// In the words of the front itself.
  case words(String)

  // Models
  case describe(model: String)
  case search(String)
  case verifyRegistry

  // Access
  case checkKey
  /// The network, and then the key.
  case checkConnection
  /// Ask the queue of another address.
  case useQueue

  // Requests
  case listRequests
  case wait(request: String)
  /// A request that this machine has no record of.
  case waitElsewhere(request: String, model: String)
  case rerun(request: String)
  case result(request: String)
  case rawResult(request: String)
  case cancel(request: String)
  case download(request: String)
  /// Follow the request that is on its way, or submit another.
  case followOrSubmit
  /// Look at fal's own list for a request of which nobody knows whether it was accepted.
  case lookUp(RequestRecord.ID)

  // Costs
  case allowUnknownCost
  case raiseLimit(Decimal)

  // Files
  /// Read how runs are asked for.
  case explainRun
  case nameOutput
  /// Say from which folder the lines of a batch may take files.
  case allowFiles
  /// Go on with the batch, or use another file for its outcomes.
  case resumeBatch
  case nameResults
}
