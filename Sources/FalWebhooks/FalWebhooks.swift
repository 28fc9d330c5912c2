// Importing the module alone is enough to use it.
@_exported public import FalCore
