// JSON is a module of its own, because the plugin's tool needs it and nothing else of FalCore.
@_exported public import FalJSON
