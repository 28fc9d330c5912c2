/// The folder of what can be made again.
enum CacheFolder {
  /// `$FALKIT_HOME/cache`, else `$XDG_CACHE_HOME/falkit`, else `~/.cache/falkit`; `nil` when there is no home either.
  static var path: String? {
    if let home = Terminal.environment("FALKIT_HOME"), !home.isEmpty { return "\(home)/cache" }
    if let cache = Terminal.environment("XDG_CACHE_HOME"), cache.hasPrefix("/") { return "\(cache)/falkit" }
    guard let home = Terminal.environment("HOME"), home.hasPrefix("/") else { return nil }
    return "\(home)/.cache/falkit"
  }
}
