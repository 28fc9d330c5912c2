// swift-tools-version: 6.1
import PackageDescription

// Apple asks apps, and what they consist of, why they look at files' sizes and dates. Elsewhere it is no part of a product.
#if canImport(Darwin)
  let privacyManifest: [Resource] = [.copy("PrivacyInfo.xcprivacy")]
  let noManifest: [String] = []
#else
  let privacyManifest: [Resource] = []
  let noManifest = ["PrivacyInfo.xcprivacy"]
#endif

let package = Package(
  name: "falkit",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
  products: [
    .library(name: "FalCore", targets: ["FalCore", "FalJSON"]),
    .library(name: "FalStorage", targets: ["FalStorage"]),
    .library(name: "FalRequests", targets: ["FalRequests"]),
    .library(name: "FalPlatform", targets: ["FalPlatform"]),
    .library(name: "FalRealtime", targets: ["FalRealtime"]),
    .library(name: "FalWebhooks", targets: ["FalWebhooks"]),
    .library(name: "FalMedia", targets: ["FalMedia"]),
    .library(name: "FalRegistry", targets: ["FalRegistry", "FalSchema"]),
    .library(name: "FalCatalog", targets: ["FalCatalog"]),
    .library(name: "FalEmulator", targets: ["FalEmulator"]),
    .library(name: "FalProxy", targets: ["FalProxy"]),
    .executable(name: "falkit", targets: ["falkit"]),
    .plugin(name: "GenerateModels", targets: ["GenerateModels"]),
    .plugin(name: "SyncRegistry", targets: ["SyncRegistry"]),
  ],
  targets: [
    // What several modules need of the operating system, and of concurrency: files, locks, programs. Depends on nothing.
    .target(name: "FalSystem", exclude: noManifest, resources: privacyManifest),

    // JSON alone. Depends on nothing.
    .target(name: "FalJSON"),

    // The thin core: endpoint ids, transport, client. Re-exports FalJSON.
    .target(
      name: "FalCore",
      dependencies: ["FalJSON", "FalSystem", .target(name: "CFalCurl", condition: .when(platforms: [.linux]))],
      // Unoptimised code rounds with the C library's functions, and no module that would link them is imported.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]
    ),

    // libcurl, loaded when the program runs.
    .target(name: "CFalCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

    // Files: uploads, downloads, data URIs.
    .target(name: "FalStorage", dependencies: ["FalCore", "FalMedia", "FalSystem"]),

    // Requests on disk: submitted once, followed from any process, never forgotten.
    .target(name: "FalRequests", dependencies: ["FalCore", "FalSystem"]),

    // The Platform API: the catalogue, prices, what a key may do.
    .target(name: "FalPlatform", dependencies: ["FalCore"]),

    // The frames of WebSocket connections, for the client and for the server. Depends on nothing.
    .target(name: "FalWebSocket"),

    // Realtime: models that answer over a connection that stays open.
    .target(
      name: "FalRealtime",
      dependencies: [
        "FalCore", "FalSystem", "FalWebSocket", .target(name: "CFalCurl", condition: .when(platforms: [.linux])),
      ]
    ),

    // Webhooks: whether they are fal's, and what they say. No server.
    .target(
      name: "FalWebhooks",
      dependencies: ["FalCore", "FalSystem"],
      // dlopen, which older systems have in a library of its own.
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]
    ),
    // The server side of fal's proxy protocol, without a server.
    .target(name: "FalProxy", dependencies: ["FalCore", "FalSystem"]),

    // What media files are, by their headers.
    .target(name: "FalMedia", dependencies: ["FalSystem"]),

    // A registry's index and documents, as schemas: all that the generator needs, and no more.
    .target(name: "FalSchema", dependencies: ["FalJSON", "FalSystem"]),

    // What the build-tool plugin runs, and everybody who uses the plugin compiles. Must never depend on FalCatalog, which
    // the plugin makes, and should depend on as little as can be.
    .target(name: "FalGenerator", dependencies: ["FalJSON", "FalSchema", "FalSystem"]),
    .executableTarget(name: "falkit-generate", dependencies: ["FalGenerator", "FalSchema"]),
    .plugin(name: "GenerateModels", capability: .buildTool(), dependencies: ["falkit-generate"]),

    // The registry of models: searching, explaining, validating. Holds no data.
    .target(name: "FalRegistry", dependencies: ["FalCore", "FalMedia", "FalSchema"]),

    // What changes a registry: sync, import, checks, names.
    .target(
      name: "FalRegistrySync",
      dependencies: ["FalCore", "FalGenerator", "FalPlatform", "FalRegistry", "FalSystem"]
    ),

    // What `swift package sync-registry` runs. Users of the other plugin never compile it.
    .executableTarget(name: "falkit-sync", dependencies: ["FalCore", "FalRegistry", "FalRegistrySync"]),
    .plugin(
      name: "SyncRegistry",
      capability: .command(
        intent: .custom(
          verb: "sync-registry",
          description: "Bring the package's registry of models up to date with fal."
        ),
        permissions: [
          .writeToPackageDirectory(reason: "It writes the registry's files."),
          .allowNetworkConnections(scope: .all(), reason: "It asks fal for its models."),
        ]
      ),
      dependencies: ["falkit-sync"]
    ),

    // The bundled registry, packed into the executable by the plugin.
    .target(name: "FalCatalog", dependencies: ["FalRegistry"], plugins: ["GenerateModels"]),

    // An HTTP server for this machine. No library that apps link brings it along.
    .target(name: "FalHTTPServer", dependencies: ["FalCore", "FalSystem", "FalWebSocket"]),

    // Makers of pictures, sounds, movies and bodies that show what they were made from.
    .target(name: "FalTestMedia", dependencies: ["FalJSON"]),

    // A local fal.
    .target(
      name: "FalEmulator",
      dependencies: [
        "FalCore", "FalRegistry", "FalCatalog", "FalHTTPServer", "FalRealtime", "FalSystem", "FalTestMedia",
        "FalWebhooks", "FalWebSocket",
      ]
    ),

    // One run, from an input to files: values in, events out; knows no words, terminals or exit codes.
    .target(
      name: "FalRunner",
      dependencies: [
        "FalCore", "FalStorage", "FalRequests", "FalMedia", "FalPlatform", "FalRegistry", "FalSystem",
      ]
    ),

    // The command line: a library with the commands, and a shell around it.
    .target(
      name: "FalkitCommand",
      dependencies: [
        "FalCore", "FalStorage", "FalRequests", "FalMedia", "FalPlatform", "FalRegistry", "FalRegistrySync",
        "FalCatalog", "FalEmulator", "FalGenerator", "FalHTTPServer", "FalProxy", "FalRealtime", "FalRunner",
        "FalSystem",
        "FalWebhooks",
      ]
    ),
    .executableTarget(name: "falkit", dependencies: ["FalkitCommand"]),

    .target(
      name: "TestSupport",
      dependencies: ["FalCore", "FalEmulator", "FalHTTPServer", "FalRegistrySync", "FalSystem", "FalTestMedia"],
      path: "Tests/TestSupport"
    ),
    .testTarget(name: "FalSystemTests", dependencies: ["FalSystem", "TestSupport"]),
    .testTarget(
      name: "FalCoreTests",
      dependencies: ["FalCore", "FalEmulator", "FalHTTPServer", "FalSystem", "TestSupport"]
    ),
    .testTarget(
      name: "FalStorageTests",
      dependencies: ["FalCore", "FalStorage", "FalEmulator", "FalHTTPServer", "FalSystem", "TestSupport"]
    ),
    // What the tests of FalRequests start and kill.
    .executableTarget(
      name: "RequestsProbe",
      dependencies: ["FalCore", "FalRequests", "FalSystem"],
      path: "Tests/RequestsProbe"
    ),
    .testTarget(
      name: "FalRequestsTests",
      dependencies: [
        "FalCore", "FalRequests", "FalEmulator", "FalHTTPServer", "FalSystem", "TestSupport", "RequestsProbe",
      ]
    ),
    .testTarget(
      name: "FalProxyTests",
      dependencies: [
        "FalCore", "FalProxy", "FalEmulator", "FalHTTPServer", "FalStorage", "FalSystem", "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalPlatformTests",
      dependencies: [
        "FalCore", "FalPlatform", "FalEmulator", "FalHTTPServer", "FalRegistry", "FalRegistrySync", "FalSystem",
        "TestSupport",
      ]
    ),
    .testTarget(name: "FalWebSocketTests", dependencies: ["FalWebSocket", "TestSupport"]),
    .testTarget(
      name: "FalRealtimeTests",
      dependencies: [
        "FalCore", "FalEmulator", "FalHTTPServer", "FalRealtime", "FalSystem", "FalWebSocket", "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalWebhooksTests",
      dependencies: [
        "FalCore", "FalEmulator", "FalHTTPServer", "FalRequests", "FalSystem", "FalWebhooks", "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalMediaTests",
      dependencies: ["FalMedia", "FalSystem", "TestSupport"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(
      name: "FalRegistryTests",
      dependencies: ["FalCatalog", "FalCore", "FalMedia", "FalRegistry", "FalRegistrySync", "FalSystem", "TestSupport"]
    ),
    .testTarget(
      name: "FalRegistrySyncTests",
      dependencies: [
        "FalCore", "FalEmulator", "FalHTTPServer", "FalGenerator", "FalPlatform", "FalRegistry", "FalRegistrySync",
        "FalSystem",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalGeneratorTests",
      dependencies: ["FalCore", "FalGenerator", "FalSchema", "FalSystem", "TestSupport"]
    ),
    .testTarget(
      name: "FalHTTPServerTests",
      dependencies: ["FalCore", "FalEmulator", "FalHTTPServer", "FalSystem", "FalWebSocket", "TestSupport"]
    ),
    .testTarget(name: "FalTestMediaTests", dependencies: ["FalCore", "FalTestMedia", "TestSupport"]),
    .testTarget(
      name: "FalEmulatorTests",
      dependencies: [
        "FalCatalog", "FalCore", "FalEmulator", "FalHTTPServer", "FalRealtime", "FalTestMedia", "FalRegistry",
        "FalRegistrySync",
        "FalSystem",
        "FalWebhooks", "TestSupport",
      ]
    ),
    .testTarget(
      name: "ModelTests",
      dependencies: [
        "FalCatalog", "FalCore", "FalStorage", "FalPlatform", "FalEmulator", "FalHTTPServer", "FalProxy", "FalRealtime",
        "FalRequests", "FalWebhooks",
        "FalSystem", "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalRunnerTests",
      dependencies: [
        "FalCatalog", "FalCore", "FalEmulator", "FalHTTPServer", "FalRegistry", "FalRequests", "FalRunner",
        "FalStorage", "FalSystem",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "FalkitCommandTests",
      dependencies: [
        "FalCore", "FalStorage", "FalRequests", "FalMedia", "FalRegistry", "FalCatalog", "FalEmulator", "FalHTTPServer",
        "FalkitCommand",
        "FalRealtime", "FalRunner",
        "FalSystem", "TestSupport", "falkit",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// Typed models, a module per category. There is none that imports all of them: everyone would compile everything.
for module in ["FalImage", "FalVideo", "FalAudio", "Fal3D", "FalText", "FalTraining"] {
  // All that the module re-exports: builds do not look behind a module for what else must be compiled again.
  package.products.append(.library(name: module, targets: [module, "FalCore", "FalJSON", "FalStorage"]))
  package.targets.append(.target(name: module, dependencies: ["FalCore", "FalStorage"], plugins: ["GenerateModels"]))
  package.targets.first { $0.name == "ModelTests" }?.dependencies.append(.target(name: module))
}

for target in package.targets where target.type != .plugin && target.name != "CFalCurl" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
