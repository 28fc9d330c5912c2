import FalCore
import FalMedia
import FalRunner

extension Browser {
  /// Opens a page, or a file of this machine.
  ///
  /// - Throws: `RunError` with kind `invalid` for what may not be opened.
  static func openIfSafe(_ target: String) throws(RunError) {
    try checkMayBeOpened(target)
    try open(target)
  }

  /// Addresses come from servers as well, and system programs open far more than pages.
  private static func checkMayBeOpened(_ target: String) throws(RunError) {
    if target.hasPrefix("/") {
      // By content and by name: there are scripts that begin as pictures do.
      let container = (try? MediaProbe.facts(ofFile: target))?.container
      guard let container, [.image, .audio, .video, .model3D].contains(container.kind),
        container.fileExtensions.contains(where: { target.lowercased().hasSuffix(".\($0)") })
      else { throw RunError(.invalid, "\(target) is no picture, sound or movie, and was not opened") }
    } else if HTTPAddress(target)?.scheme != "https" {
      throw RunError(
        .invalid,
        "\(target) is not an address with https, and was not opened",
        hint: "--print shows it"
      )
    }
  }
}
