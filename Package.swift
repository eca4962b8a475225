// swift-tools-version: 6.2
import PackageDescription

/// One way through the house: each target may import only what its row in the Architecture article names.
/// `ModuleDependencyTests` holds the sources against that table.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Rules for other systems' files, as data within the one binary.
let shippedRules = [
  "aftership", "aftership-dashboard", "better-stack", "freshdesk", "google-cloud", "jira", "sendcloud",
  "shippo-report", "shippo-webhooks", "shipstation", "shipstation-tracking", "shopify-fulfilments",
  "uptimerobot", "woocommerce", "zendesk",
]

let grdb: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The pages' templates and style sheet, as data within the one binary.
let pages =
  [
    "page", "error", "home", "log", "choices", "record", "entries", "entry", "vendors", "vendorlist",
    "vendor", "stage", "letter", "journey", "reports", "report", "todo", "data", "items", "import", "start",
  ].map { "\($0).mustache" } + ["style.css"]

let package = Package(
  name: "vendorscore",
  products: [
    .library(name: "VendorScorecard", targets: ["VendorScorecard", "ScorecardModel", "ScorecardScoring"]),
    .executable(name: "vendorscore", targets: ["vendorscore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    // What Hummingbird's own interface is written in.
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
  ],
  targets: [
    .target(name: "ScorecardModel", swiftSettings: strict),
    .target(name: "Distributions", swiftSettings: strict),
    .target(name: "FileSystem", dependencies: ["ScorecardModel", system], swiftSettings: strict),
    .target(
      name: "ScorecardScoring", dependencies: ["ScorecardModel", "Distributions"], swiftSettings: strict),
    .target(
      name: "ScorecardLedger", dependencies: ["ScorecardModel", "FileSystem"] + grdb, swiftSettings: strict),
    // libpq is found when it is needed, and is no dependency (decision 0024).
    .target(
      name: "ScorecardPostgreSQL", dependencies: ["ScorecardModel", "ScorecardLedger"], swiftSettings: strict),
    .target(
      name: "ScorecardFormats", dependencies: ["ScorecardModel"],
      resources: shippedRules.map { .embedInCode("Rules/Shipped/\($0).json") }
        + [.embedInCode("Catalog/vendors.schema.json")], swiftSettings: strict),
    .target(name: "ScorecardPresentation", dependencies: ["ScorecardModel"], swiftSettings: strict),
    .target(
      name: "VendorScorecard",
      dependencies: [
        "ScorecardModel", "ScorecardScoring", "ScorecardLedger", "ScorecardPostgreSQL", "ScorecardFormats",
        "ScorecardPresentation", "FileSystem",
      ],
      swiftSettings: strict),
    .target(
      name: "ScorecardDashboard",
      dependencies: [
        "ScorecardModel", "VendorScorecard", "ScorecardPresentation",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: pages.map { .embedInCode("Templates/\($0)") }, swiftSettings: strict),
    .target(
      name: "ScorecardCommands",
      dependencies: [
        "ScorecardModel", "VendorScorecard", "ScorecardPresentation", "ScorecardDashboard", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(name: "vendorscore", dependencies: ["ScorecardCommands"], swiftSettings: strict),
    .executableTarget(
      name: "calibration", dependencies: ["ScorecardModel", "ScorecardScoring", "Distributions"],
      path: "Benchmarks/Calibration",
      swiftSettings: strict),
    .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: strict),
    .executableTarget(
      name: "throughput", dependencies: ["Measuring"], path: "Benchmarks/Throughput", swiftSettings: strict),
    .executableTarget(
      name: "costs", dependencies: ["Measuring"], path: "Benchmarks/Costs", swiftSettings: strict),
    .executableTarget(
      name: "faults",
      dependencies: [
        "VendorScorecard", "ScorecardModel", .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], path: "Tests/Faults", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["ScorecardModel", "ScorecardLedger"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "FileSystemTests", dependencies: ["FileSystem", "ScorecardModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardModelTests", dependencies: ["ScorecardModel", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DistributionsTests", dependencies: ["Distributions", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ScorecardScoringTests",
      dependencies: ["ScorecardScoring", "Distributions", "ScorecardModel", "TestSupport"],
      exclude: ["Reference"],
      swiftSettings: strict),
    .executableTarget(
      name: "migration-probe", dependencies: ["ScorecardLedger", "ScorecardModel"] + grdb,
      path: "Tests/MigrationProbe", swiftSettings: strict),
    .testTarget(
      name: "ScorecardLedgerTests",
      dependencies: ["ScorecardLedger", "FileSystem", "ScorecardModel", "TestSupport", "migration-probe"],
      exclude: ["Schemas"],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardPostgreSQLTests",
      dependencies: [
        "ScorecardPostgreSQL", "ScorecardFormats", "ScorecardLedger", "ScorecardModel", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardFormatsTests",
      dependencies: ["ScorecardFormats", "ScorecardPresentation", "ScorecardModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardPresentationTests",
      dependencies: [
        "ScorecardPresentation", "ScorecardCommands", "ScorecardFormats", "ScorecardModel", "TestSupport",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "VendorScorecardTests",
      dependencies: [
        "VendorScorecard", "ScorecardLedger", "ScorecardModel", "ScorecardScoring", "FileSystem",
        "TestSupport",
      ],
      exclude: ["Rules"],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardCommandsTests",
      dependencies: ["ScorecardCommands", "ScorecardModel", "VendorScorecard", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScorecardDashboardTests", dependencies: ["ScorecardDashboard"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["ScorecardModel", "TestSupport", "costs", "vendorscore"],
      exclude: ["Walks", "Dashboard/Golden"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
