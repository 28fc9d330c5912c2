import FalCore
import FalSystem

/// Where a file of a result goes.
package struct SavePlan: Sendable {
  let file: ResultFile
  /// The place among the result's files, from 0.
  let index: Int
  /// How many files before it get the same name.
  let namesakes: Int
  let values: OutputValues

  /// Plans for all files of a result, in its order.
  static func plans(
    for files: [ResultFile],
    of result: JSON,
    _ context: SaveContext,
    _ policy: SavePolicy
  ) -> [SavePlan] {
    var counts: [String: Int] = [:]
    return files.enumerated().map { index, file in
      let values = OutputValues(context, result: result, file: file, index: index, fileExtension: "")
      var namesakes = 0
      if case .files(let template) = policy.destination {
        // Without the ending, which is not known before the file has arrived.
        let name = template.path(values)
        namesakes = counts[name, default: 0]
        counts[name] = namesakes + 1
      }
      return SavePlan(file: file, index: index, namesakes: namesakes, values: values)
    }
  }

  /// The path of the file when its name ends so; a number tells it from so many files of this name that were there
  /// before, and from its namesakes.
  func path(_ template: OutputTemplate, ending fileExtension: String, taken: Int = 0) -> String {
    var values = values
    values.fileExtension = fileExtension
    let path = template.path(values)
    let number = namesakes + taken + 1
    if number == 1 { return path }
    let (stem, ending) = FilePath.splitting(path)
    return "\(stem)-\(number)\(ending)"
  }
}
