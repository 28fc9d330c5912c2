import FalRunner
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// The settings in their own types. All throw `RunError` with exit code 64 when an option or a variable cannot be.
extension Settings {
  /// How long a result is waited for; `nil` without a limit.
  var timeout: Duration? {
    get throws(RunError) {
      guard let text = try value(of: .timeout)?.text, text != "none" else { return nil }
      return try DurationArgument.duration(text, option: "timeout")
    }
  }

  /// How many files are transferred at the same time.
  var jobs: Int {
    get throws(RunError) { try value(of: .jobs).flatMap { Int($0.text) } ?? 1 }
  }

  /// Whether media are saved.
  var download: Bool {
    get throws(RunError) { try isOn(.download) }
  }

  /// What saved files are called; `nil` for the usual.
  var outputTemplate: String? {
    get throws(RunError) { try value(of: .outputTemplate).map(path) }
  }

  /// The folder in which files are saved; `nil` for the working directory, as when the command line says what they are
  /// called.
  ///
  /// - Throws: Also exit code 78 when a project's folder leads out of the project.
  var outputFolder: String? {
    get throws(RunError) {
      if case .option? = try value(of: .outputTemplate)?.origin { return nil }
      guard let value = try value(of: .outputFolder) else { return nil }
      guard case .project(let file) = value.origin else { return path(value) }
      let boundary = ProjectBoundary(file: file)
      let folder = "\(boundary.folder)/\(value.text)"
      guard boundary.contains(folder) else {
        throw RunError(.config, "\(file): output_dir leads out of the project: \(value.text)")
      }
      return folder
    }
  }

  /// What saved files may not leave; `nil` without a boundary.
  ///
  /// There is one when a project's file says what they are called or where they go. Ask it before a file is written.
  var outputBoundary: ProjectBoundary? {
    get throws(RunError) {
      let folder = try outputFolder
      if folder != nil, case .project(let file)? = try value(of: .outputFolder)?.origin {
        return ProjectBoundary(file: file)
      }
      guard case .project(let file)? = try value(of: .outputTemplate)?.origin else { return nil }
      return folder.map(ProjectBoundary.init(folder:)) ?? ProjectBoundary(file: file)
    }
  }

  /// What Ctrl-C does to a request that is waited for.
  var onInterrupt: OnInterrupt {
    get throws(RunError) { try value(of: .onInterrupt).flatMap { OnInterrupt(rawValue: $0.text) } ?? .cancel }
  }

  /// Above which estimate in dollars nothing is run; `nil` without a limit.
  var maxCost: Decimal? {
    get throws(RunError) { try value(of: .maxCost).flatMap { SettingKind.amount($0.text) } }
  }

  /// Whether the inputs of requests are kept.
  var keepsInputs: Bool {
    get throws(RunError) { try isOn(.keepInputs) }
  }

  /// Whether the key is also looked for in files of the working directory.
  var readsDotenv: Bool {
    get throws(RunError) { try isOn(.dotenv) }
  }

  /// What shows long output; `nil` for nothing.
  var pager: String? {
    get throws(RunError) {
      guard let value = try value(of: .pager) else { return nil }
      let command = value.origin == .standard ? ProcessEnvironment.value("PAGER") ?? value.text : value.text
      return command.isEmpty || command == "cat" ? nil : command
    }
  }

  private func isOn(_ setting: Setting) throws(RunError) -> Bool {
    try value(of: setting)?.text == "true"
  }

  /// The folder of the registry; `nil` for falkit's own, or the user's copy of it.
  var registryFolder: String? {
    get throws(RunError) { try value(of: .registry).map(path) }
  }

  /// A file of certificates that are trusted, too; `nil` for none.
  var certificates: String? {
    get throws(RunError) { try value(of: .certificates).map(path) }
  }

  /// No shell has replaced the tilde in a file.
  private func path(_ value: (text: String, origin: SettingOrigin)) -> String {
    if case .user = value.origin { UserFolder.expanding(value.text) } else { value.text }
  }
}

extension ProjectBoundary {
  /// The boundary of the project that a file of settings is of.
  init(file: String) {
    let folder = file.dropLast(SettingsFile.projectName.count + 1)
    self.init(folder: folder.isEmpty ? "/" : String(folder))
  }
}
