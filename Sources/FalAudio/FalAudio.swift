// The types of this module are generated, as parts: Package.swift says why.

@_exported public import FalAudio1
@_exported public import FalAudio2
// Importing the module alone is enough to use it.
@_exported public import FalCore
@_exported public import FalStorage
