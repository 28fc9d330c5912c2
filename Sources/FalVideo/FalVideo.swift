// The types of this module are generated from Registry/ by the plugin GenerateModels.

// Importing the module alone is enough to use it.
@_exported public import FalCore
@_exported public import FalStorage
