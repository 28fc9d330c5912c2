/// The first part of an answer.
struct ResponseHead: Sendable {
  var status: Int
  var fields = HTTPFields()
}
