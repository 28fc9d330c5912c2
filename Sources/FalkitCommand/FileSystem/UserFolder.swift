/// The folders of a user in which falkit keeps things, by the XDG specification.
enum UserFolder {
  /// What the user decides, settings and the stored key: `$FALKIT_HOME/config`, else `$XDG_CONFIG_HOME/falkit`, else
  /// `~/.config/falkit`; `nil` when there is no home either.
  static var config: String? { folder("config", "XDG_CONFIG_HOME", ".config") }

  /// What can be made again: `$FALKIT_HOME/cache`, else `$XDG_CACHE_HOME/falkit`, else `~/.cache/falkit`; `nil` when there
  /// is no home either.
  static var cache: String? { folder("cache", "XDG_CACHE_HOME", ".cache") }

  /// What is worth keeping: `$FALKIT_HOME/data`, else `$XDG_DATA_HOME/falkit`, else `~/.local/share/falkit`; `nil` when
  /// there is no home either.
  static var data: String? { folder("data", "XDG_DATA_HOME", ".local/share") }

  private static func folder(_ name: String, _ variable: String, _ usual: String) -> String? {
    if let home = Terminal.environment("FALKIT_HOME"), !home.isEmpty { return "\(home)/\(name)" }
    // Of this only whole paths count, as the specification says.
    if let folder = Terminal.environment(variable), folder.hasPrefix("/") { return "\(folder)/falkit" }
    guard let home = Terminal.environment("HOME"), home.hasPrefix("/") else { return nil }
    return "\(home)/\(usual)/falkit"
  }
}
