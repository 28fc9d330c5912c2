public import FalRegistry

/// The registry that falkit was built with.
///
/// Only the command line and the emulator import this module: it carries the documents of every model.
public enum FalCatalog {
  /// The bundled registry.
  public static let registry = Registry(packed: packed)
}
