import FalRunner

extension CommandDefinition {
  static let types = CommandDefinition(
    name: "types",
    group: .find,
    summary: "Choose the models that a package has Swift types of.",
    details: [
      "For targets that use the plugin GenerateModels: these commands keep the list in a target's falkit.json, and a registry in "
        + "the package, which is laid over falkit's, for models that are newer than falkit and for private apps. Both belong "
        + "into version control. Names that were generated once stay, also when falkit comes to know the model."
    ],
    exitCodes: [.ok, .partial, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .auth, .config],
    subcommands: [.typesAdd, .typesRemove, .typesList, .typesUpdate]
  )
}

extension OptionDefinition {
  /// Which target is meant.
  static let target = OptionDefinition(
    name: .target,
    value: "NAME",
    summary: "The target, where a package has several.",
    defaultText: "the only one, or the one around the working folder"
  )
}
