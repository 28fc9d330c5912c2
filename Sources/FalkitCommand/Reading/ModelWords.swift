import FalRunner

/// The words of a command line that runs a model: which one, and what is set of its input, in any order.
struct ModelWords {
  let model: String
  let inputs: [InputAssignment]

  init(_ invocation: Invocation) throws(RunError) {
    var model: String?
    var inputs: [InputAssignment] = []
    for word in invocation.arguments {
      if let input = InputAssignment(word) {
        inputs.append(input)
      } else if model == nil {
        model = word
      } else {
        throw .usage(
          "'\(word)' is neither name=value nor name:=JSON",
          hint: "falkit model-info \(Shell.quoted(model ?? ""))"
        )
      }
    }
    guard let model else {
      throw .usage(
        "MODEL is missing: \(invocation.command.usage(invocation.path))",
        hint: "falkit models"
      )
    }
    self.model = model
    self.inputs = inputs
  }
}
