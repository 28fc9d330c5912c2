// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "falkit",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
  products: [
    .library(name: "FalCore", targets: ["FalCore"]),
    .library(name: "FalStorage", targets: ["FalStorage"]),
    .library(name: "FalRequests", targets: ["FalRequests"]),
    .library(name: "FalPlatform", targets: ["FalPlatform"]),
    .library(name: "FalMedia", targets: ["FalMedia"]),
    .library(name: "FalRegistry", targets: ["FalRegistry"]),
    .library(name: "FalEmulator", targets: ["FalEmulator"]),
    .executable(name: "falkit", targets: ["falkit"]),
    .plugin(name: "GenerateModels", targets: ["GenerateModels"]),
  ],
  targets: [
    // The thin core: JSON, endpoint ids, transport, client. Imports none of the others.
    .target(
      name: "FalCore",
      dependencies: [.target(name: "CFalCurl", condition: .when(platforms: [.linux]))],
      // Unoptimised code rounds with the C library's functions, and no module that would link them is imported.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]
    ),

    // libcurl, loaded when the program runs.
    .target(name: "CFalCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

    // Files: uploads, downloads, data URIs.
    .target(name: "FalStorage", dependencies: ["FalCore"]),

    // Requests on disk: submitted once, followed from any process, never forgotten.
    .target(name: "FalRequests", dependencies: ["FalCore"]),

    // The Platform API: the catalogue, prices, what a key may do.
    .target(name: "FalPlatform", dependencies: ["FalCore"]),

    // What media files are, by their headers. Depends on nothing.
    .target(name: "FalMedia"),

    // The registry of models: reading, searching, importing, checking. Holds no data.
    .target(name: "FalRegistry", dependencies: ["FalCore", "FalMedia"]),

    // What the build-tool plugin runs. Must never depend on FalCatalog, which the plugin makes.
    .target(name: "FalGenerator", dependencies: ["FalCore", "FalRegistry"]),
    .executableTarget(name: "falkit-generate", dependencies: ["FalCore", "FalGenerator"]),
    .plugin(name: "GenerateModels", capability: .buildTool(), dependencies: ["falkit-generate"]),

    // The bundled registry, packed into the executable by the plugin.
    .target(name: "FalCatalog", dependencies: ["FalRegistry"], plugins: ["GenerateModels"]),

    // A local fal.
    .target(name: "FalEmulator", dependencies: ["FalCore", "FalRegistry", "FalCatalog"]),

    // The command line: a library with the commands, and a shell around it.
    .target(
      name: "FalkitCommand",
      dependencies: [
        "FalCore", "FalStorage", "FalRequests", "FalMedia", "FalPlatform", "FalRegistry", "FalGenerator", "FalCatalog",
        "FalEmulator",
      ]
    ),
    .executableTarget(name: "falkit", dependencies: ["FalkitCommand"]),

    .target(name: "TestSupport", dependencies: ["FalCore", "FalEmulator"], path: "Tests/TestSupport"),
    .testTarget(name: "FalCoreTests", dependencies: ["FalCore", "FalEmulator", "TestSupport"]),
    .testTarget(name: "FalStorageTests", dependencies: ["FalCore", "FalStorage", "FalEmulator", "TestSupport"]),
    // What the tests of FalRequests start and kill.
    .executableTarget(name: "RequestsProbe", dependencies: ["FalCore", "FalRequests"], path: "Tests/RequestsProbe"),
    .testTarget(
      name: "FalRequestsTests",
      dependencies: ["FalCore", "FalRequests", "FalEmulator", "TestSupport", "RequestsProbe"]
    ),
    .testTarget(
      name: "FalPlatformTests",
      dependencies: ["FalCore", "FalPlatform", "FalEmulator", "FalRegistry", "TestSupport"]
    ),
    .testTarget(
      name: "FalMediaTests",
      dependencies: ["FalMedia", "TestSupport"],
      resources: [.copy("Fixtures")]
    ),
    .testTarget(name: "FalRegistryTests", dependencies: ["FalCore", "FalMedia", "FalRegistry", "TestSupport"]),
    .testTarget(name: "FalGeneratorTests", dependencies: ["FalCore", "FalGenerator", "FalRegistry", "TestSupport"]),
    .testTarget(name: "FalEmulatorTests", dependencies: ["FalCore", "FalEmulator", "FalRegistry", "TestSupport"]),
    .testTarget(
      name: "ModelTests",
      dependencies: ["FalCore", "FalStorage", "FalPlatform", "FalEmulator", "TestSupport"]
    ),
    .testTarget(
      name: "FalkitCommandTests",
      dependencies: [
        "FalCore", "FalStorage", "FalRequests", "FalMedia", "FalRegistry", "FalCatalog", "FalEmulator", "FalkitCommand",
        "TestSupport", "falkit",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// Typed models, a module per category. There is none that imports all of them: everyone would compile everything.
addModels("FalImage", parts: 8)
addModels("FalVideo", parts: 8)
addModels("FalAudio", parts: 2)
addModels("Fal3D")
addModels("FalText")
addModels("FalTraining")

for target in package.targets where target.type != .plugin && target.name != "CFalCurl" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

/// Adds a module of typed models.
///
/// A large one consists of parts, which it re-exports: they are compiled side by side, and after a change of an endpoint
/// only its part is compiled again. `ModuleTarget` in FalGenerator says which endpoints are in which.
@MainActor
func addModels(_ module: String, parts: Int = 0) {
  let names = (0..<parts).map { "\(module)\($0 + 1)" }
  let dependencies = names.map { Target.Dependency.target(name: $0) }
  // All that the module re-exports: builds do not look behind a module for what else must be compiled again.
  package.products.append(.library(name: module, targets: [module, "FalCore", "FalStorage"] + names))
  package.targets.first { $0.name == "ModelTests" }?.dependencies += [.target(name: module)] + dependencies
  package.targets.append(
    .target(
      name: module,
      dependencies: ["FalCore", "FalStorage"] + dependencies,
      exclude: parts > 0 ? ["Parts"] : [],
      plugins: parts > 0 ? [] : ["GenerateModels"]
    )
  )
  package.targets += names.map { name in
    .target(
      name: name,
      dependencies: ["FalCore"],
      path: "Sources/\(module)/Parts/\(name)",
      plugins: ["GenerateModels"]
    )
  }
}
