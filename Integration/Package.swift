// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "falkit-integration",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "falkit", path: "..")],
  targets: [
    // Whole modules.
    .executableTarget(
      name: "UsesModules",
      dependencies: [.product(name: "FalImage", package: "falkit"), .product(name: "FalVideo", package: "falkit")]
    ),
    // Calls of models, at a local fal.
    .executableTarget(
      name: "UsesClient",
      dependencies: ["FalCatalog", "FalEmulator", "FalImage", "FalRequests", "FalStorage", "FalVideo"].map {
        .product(name: $0, package: "falkit")
      }
    ),
    // Realtime connections and webhooks, at servers that are not falkit's; Integration/live starts it.
    .executableTarget(
      name: "UsesRealtime",
      dependencies: ["FalRealtime", "FalWebhooks"].map { .product(name: $0, package: "falkit") }
    ),
    // A few models of several categories, for the target alone.
    .executableTarget(
      name: "UsesPlugin",
      dependencies: [.product(name: "FalCore", package: "falkit")],
      plugins: [.plugin(name: "GenerateModels", package: "falkit")]
    ),
    // A private app, from a registry of the package's own.
    .executableTarget(
      name: "UsesOwnRegistry",
      dependencies: [.product(name: "FalCore", package: "falkit")],
      plugins: [.plugin(name: "GenerateModels", package: "falkit")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
