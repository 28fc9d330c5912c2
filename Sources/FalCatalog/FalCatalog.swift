// A catalogue is of no use without what reads it.
@_exported public import FalCore
@_exported public import FalRegistry

/// The models that falkit knew when it was built.
///
/// ```swift
/// import FalCatalog
///
/// for result in try FalCatalog.registry.search("img2img flux").prefix(5) { print(result.record.id) }
/// ```
///
/// Some megabytes: the documents of all models are part of the program.
public enum FalCatalog {
  /// The bundled registry.
  public static let registry = Registry(packed: packed)
}

extension Registry {
  /// The registry that falkit was built with: `FalCatalog.registry`.
  public static var bundled: Registry { FalCatalog.registry }
}
