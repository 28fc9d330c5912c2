package import FalCore
import FalRequests

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What the names of saved files, and the descriptions beside them, tell of the request.
package struct SaveContext: Sendable {
  var endpoint: EndpointID?
  package var requestID: String?
  /// What was sent, for names.
  package var input: JSON?
  /// Whether the input may be written down.
  var keepsInput = true
  /// The values of a batch's line, for names.
  var columns: [String: String] = [:]
  package var session: String?
  /// When it was submitted, so that saving again later gives the same names.
  var date: Date
  var ended: Date?

  package init(
    endpoint: EndpointID?,
    requestID: String? = nil,
    input: JSON? = nil,
    session: String? = nil,
    date: Date = Date()
  ) {
    self.endpoint = endpoint
    self.requestID = requestID
    self.input = input
    self.session = session
    self.date = date
  }

  init(_ record: RequestRecord, input: JSON? = nil) {
    self.init(
      endpoint: record.endpoint,
      requestID: record.requestID ?? record.id.rawValue,
      input: input,
      session: record.session,
      date: record.submitted ?? record.created
    )
    ended = record.ended
    keepsInput = record.inputKept != .none
  }
}
