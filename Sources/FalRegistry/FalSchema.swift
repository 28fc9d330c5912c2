// Records and schemas are a module of their own, because the plugin's tool needs them and nothing else of FalRegistry.
@_exported public import FalSchema
