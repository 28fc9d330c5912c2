package import FalCore
package import FalRequests

/// How a request is sent.
package struct RunOptions: Sendable {
  package var submit = SubmitOptions()
  /// Whether local files stand in the input themselves, as data URIs, instead of being uploaded.
  package var isInline = false
  /// How many files are uploaded at the same time.
  package var jobs = 4
  /// The media type of what came from standard input; found out by its content where nothing is given.
  package var standardInputType: String?
  /// What happens when there is a request that asks the same.
  package var twins = TwinPolicy.refuse
  /// What the request may cost; `nil` where that was asked before.
  package var prices: PriceGuard?
  /// What is written down with the request.
  package var notes = RequestNotes()

  package init() {}
}
