// swift-tools-version: 6.2
import PackageDescription

/// Uses the library as anybody would: a package of its own, with one product and one import.
let package = Package(
  name: "library-client",
  dependencies: [
    // Elsewhere: .package(url: …, from: …)
    .package(name: "vendorscore", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "library-client",
      dependencies: [.product(name: "VendorScorecard", package: "vendorscore")],
      path: "Sources",
      // One import has to be enough also where members count by the file that imports them.
      swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")])
  ]
)
