/// The folder of what the user decides: settings and the stored key.
enum ConfigFolder {
  /// `$FALKIT_HOME/config`, else `$XDG_CONFIG_HOME/falkit`, else `~/.config/falkit`; `nil` when there is no home either.
  static var path: String? {
    if let home = Terminal.environment("FALKIT_HOME"), !home.isEmpty { return "\(home)/config" }
    // Of this only whole paths count, as its specification says.
    if let folder = Terminal.environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return "\(folder)/falkit" }
    guard let home = Terminal.environment("HOME"), home.hasPrefix("/") else { return nil }
    return "\(home)/.config/falkit"
  }
}
