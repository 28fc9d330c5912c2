/// Where falkit keeps what belongs to the user.
enum UserFolders {
  /// `$FALKIT_HOME/config`, else `$XDG_CONFIG_HOME/falkit`, else `~/.config/falkit`; `nil` without a home.
  static var config: String? { folder("config", "XDG_CONFIG_HOME", ".config") }

  /// `$FALKIT_HOME/cache`, else `$XDG_CACHE_HOME/falkit`, else `~/.cache/falkit`; `nil` without a home.
  static var cache: String? { folder("cache", "XDG_CACHE_HOME", ".cache") }

  /// `$FALKIT_HOME/data`, else `$XDG_DATA_HOME/falkit`, else `~/.local/share/falkit`; `nil` without a home.
  static var data: String? { folder("data", "XDG_DATA_HOME", ".local/share") }

  private static func folder(_ own: String, _ variable: String, _ standard: String) -> String? {
    if let home = Terminal.environment("FALKIT_HOME"), !home.isEmpty { return "\(home)/\(own)" }
    // Of these only whole paths count, as their specification says.
    if let folder = Terminal.environment(variable), folder.hasPrefix("/") { return "\(folder)/falkit" }
    guard let home = Terminal.environment("HOME"), home.hasPrefix("/") else { return nil }
    return "\(home)/\(standard)/falkit"
  }
}
