/// What stands in braces in the name of an output.
package enum OutputPlaceholder: String, Sendable, CaseIterable {
  case timestamp, date, time
  case model, endpoint
  case requestID = "request_id"
  case shortID = "short_id"
  case index, index0
  case field, name, ext
  case seed, prompt, session
}
