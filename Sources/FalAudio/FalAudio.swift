// Importing the module alone is enough to use it. Its types are in parts: Package.swift says why.

@_exported public import FalAudio1
@_exported public import FalAudio2
@_exported public import FalCore
@_exported public import FalStorage
