package import FalRequests

/// What became of work that was told to end.
package enum RunInterruption: Error, Sendable {
  case nothingSubmitted
  /// A direct call: the model may have run, and cost, all the same.
  case callGivenUp
  case streamGivenUp
  /// The request goes on at fal.
  case goesOn(RequestRecord)
  case cancelled(Cancellation)
  case notCancelled(RequestRecord, RunError)
  /// Not all files of the result are saved.
  case notSaved(RunOutcome)
}
