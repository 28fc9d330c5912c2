/// A variable of the environment that decides something.
struct EnvironmentVariable: Sendable {
  /// The name, or several names that do the same each for its part.
  var names: [String]
  var summary: String

  init(_ names: String..., summary: String) {
    self.names = names
    self.summary = summary
  }

  /// All variables that falkit reads, in the order that the manual shows them.
  static let all = [
    EnvironmentVariable("FAL_KEY", summary: "The key."),
    EnvironmentVariable(
      "FAL_KEY_ID",
      "FAL_KEY_SECRET",
      summary: "The two halves of the key, where FAL_KEY is not set."
    ),
    EnvironmentVariable(
      "MATON_API_KEY",
      summary: "The key for Maton's gateway, which is used where there is no key of fal."
    ),
    EnvironmentVariable("FALKIT_OUTPUT", summary: "The form of the output: human, plain or json."),
    EnvironmentVariable("FALKIT_TIMEOUT", summary: "How long a result is waited for, as --timeout."),
    EnvironmentVariable("FALKIT_JOBS", summary: "How many files are transferred at a time, as --jobs."),
    EnvironmentVariable("FALKIT_SESSION", summary: "The session that requests belong to, as --session."),
    EnvironmentVariable(
      "FALKIT_OFFLINE",
      summary: "With the value 1: fail instead of using the network, as --offline."
    ),
    EnvironmentVariable(
      "FALKIT_HOME",
      summary:
        "Keeps settings, the registry, requests and what can be made again in the folders config, data, state and cache of "
        + "this folder."
    ),
    EnvironmentVariable("FALKIT_REGISTRY", summary: "Reads the models from this folder, not the bundled registry."),
    EnvironmentVariable(
      "FALKIT_QUEUE_URL",
      "FALKIT_RUN_URL",
      "FALKIT_REST_URL",
      "FALKIT_CDN_URL",
      "FALKIT_PLATFORM_URL",
      "FALKIT_SITE_URL",
      summary:
        "Other addresses for fal's queue, direct runs, uploads, files and catalogue: a gateway, or falkit serve. "
        + "They are https, or http of this machine. The key goes to all but the fourth and the last."
    ),
    EnvironmentVariable(
      "FAL_RUN_HOST",
      "FAL_QUEUE_RUN_HOST",
      "FAL_REST_HOST",
      "FAL_CDN_V3_HOST",
      summary: "Other hosts, by their names, as fal's own clients read them; the addresses above win over them."
    ),
    EnvironmentVariable(
      "FALKIT_AUTH_SCHEME",
      summary: "How the key is sent: Key, or Bearer to a gateway at FALKIT_QUEUE_URL."
    ),
    EnvironmentVariable("FALKIT_CONNECTIONS_URL", summary: "Another address for the connections of a Maton account."),
    EnvironmentVariable(
      "FALKIT_PAGER",
      "PAGER",
      summary: "What shows long output on a terminal; nothing for no pager."
    ),
    EnvironmentVariable(
      "NO_COLOR",
      "CLICOLOR_FORCE",
      "TERM",
      summary: "Colour: none, always, and none where TERM is dumb. --color wins over them."
    ),
    EnvironmentVariable("COLUMNS", summary: "How wide the output is."),
    EnvironmentVariable("BROWSER", summary: "What falkit open opens addresses with."),
    EnvironmentVariable(
      "HTTPS_PROXY",
      "HTTP_PROXY",
      "ALL_PROXY",
      "NO_PROXY",
      summary: "Proxies, and the hosts that are asked without one, as libcurl reads them."
    ),
    EnvironmentVariable(
      "XDG_CONFIG_HOME",
      "XDG_DATA_HOME",
      "XDG_STATE_HOME",
      "XDG_CACHE_HOME",
      summary: "Other folders for what FILES names, where FALKIT_HOME is not set."
    ),
  ]
}
