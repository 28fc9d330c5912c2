extension CommandDefinition {
  static let webhooks = CommandDefinition(
    name: "webhooks",
    group: .local,
    summary: "Receive webhooks on this machine, and verify them.",
    details: [
      "fal posts the ends of requests to the address that --webhook of falkit submit names. listen shows what comes, once it is "
        + "verified, and passes it on; verify looks at one that was kept."
    ],
    exitCodes: [.ok, .usage],
    subcommands: [.webhooksListen, .webhooksVerify]
  )
}
