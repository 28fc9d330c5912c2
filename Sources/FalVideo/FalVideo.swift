// Importing the module alone is enough to use it. Its types are in parts: Package.swift says why.

@_exported public import FalCore
@_exported public import FalStorage
@_exported public import FalVideo1
@_exported public import FalVideo2
@_exported public import FalVideo3
@_exported public import FalVideo4
@_exported public import FalVideo5
@_exported public import FalVideo6
@_exported public import FalVideo7
@_exported public import FalVideo8
