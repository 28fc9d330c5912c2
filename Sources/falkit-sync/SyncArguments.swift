import FalRegistrySync

/// The arguments of the tool: those of the plugin, and those of whoever runs it.
struct SyncArguments {
  static let usage = """
    usage: swift package sync-registry [--model GLOB]... [--full] [--accept-large-change] [--accept-renames] [--jobs N]
                                       [--summary FOLDER]
    """

  /// falkit's own registry, which has what others lack.
  private(set) var falkit = ""
  /// Where pages that were fetched are kept.
  private(set) var work = ""
  private(set) var registries: [String] = []
  private(set) var options = RegistrySync.Options()
  /// Where the text of a pull request is written.
  private(set) var summary: String?

  init(_ arguments: [String]) throws(SyncArgumentError) {
    var rest = arguments[...]
    func value(of name: String) throws(SyncArgumentError) -> String {
      guard let value = rest.popFirst() else { throw SyncArgumentError(message: "\(name) needs a value") }
      return value
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--falkit": falkit = try value(of: argument)
      case "--work": work = try value(of: argument)
      case "--registry": registries.append(try value(of: argument))
      case "--model": options.models.append(try value(of: argument))
      case "--summary": summary = try value(of: argument)
      case "--full": options.isAnew = true
      case "--accept-large-change": options.acceptsLargeChange = true
      case "--accept-renames": options.acceptsRenames = true
      case "--jobs":
        guard let jobs = Int(try value(of: argument)), (1...64).contains(jobs) else {
          throw SyncArgumentError(message: "--jobs is a number from 1 to 64")
        }
        options.jobs = jobs
      default: throw SyncArgumentError(message: "there is no option '\(argument)'")
      }
    }
    if falkit.isEmpty || work.isEmpty || registries.isEmpty {
      throw SyncArgumentError(message: "there is nothing to sync")
    }
  }
}

/// What is wrong with the arguments.
struct SyncArgumentError: Error, CustomStringConvertible {
  let message: String

  var description: String { "\(message)\n\(SyncArguments.usage)" }
}
