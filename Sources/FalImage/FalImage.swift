// Importing the module alone is enough to use it. Its types are in parts: Package.swift says why.

@_exported public import FalCore
@_exported public import FalImage1
@_exported public import FalImage2
@_exported public import FalImage3
@_exported public import FalImage4
@_exported public import FalImage5
@_exported public import FalImage6
@_exported public import FalImage7
@_exported public import FalImage8
@_exported public import FalStorage
