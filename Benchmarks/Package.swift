// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "falkit-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "falkit", path: "..")],
  targets: [
    .executableTarget(
      name: "falkit-benchmarks",
      dependencies: [
        .product(name: "FalCore", package: "falkit"),
        .product(name: "FalEmulator", package: "falkit"),
        .product(name: "FalStorage", package: "falkit"),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
