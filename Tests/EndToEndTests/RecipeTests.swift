import Foundation
import Testing

/// `Recipes/`, each with the engine that it is for: `Tests/Recipes/contract.py`.
@Suite(.serialized) struct `The recipes for a marketplace` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  private static let python = root + "/.build/engines/bin/python"

  private static func has(module: String) -> Bool {
    let packages = (try? FileManager.default.contentsOfDirectory(atPath: root + "/.build/engines/lib")) ?? []
    return packages.contains {
      FileManager.default.fileExists(atPath: root + "/.build/engines/lib/\($0)/site-packages/\(module)")
    }
  }

  private static var hasServer: Bool {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    return FileManager.default.isExecutableFile(atPath: python)
      && versions.contains {
        FileManager.default.isExecutableFile(atPath: "/usr/lib/postgresql/\($0)/bin/initdb")
      }
  }

  @Test(.enabled(if: has(module: "duckdb"), "SKIPPED: no DuckDB here; `make engines` gets it"))
  func `DuckDB comes to the same integers, and the ledger to the same scores`() throws { try hold("duckdb") }

  @Test(.enabled(if: has(module: "chdb"), "SKIPPED: no ClickHouse here; `make engines` gets it"))
  func `ClickHouse comes to the same integers, and the ledger to the same scores`() throws {
    try hold("clickhouse")
  }

  @Test(.enabled(if: hasServer, "SKIPPED: no PostgreSQL server here; `make engines` gets it"))
  func `PostgreSQL comes to the same integers, and the ledger to the same scores`() throws {
    try hold("postgresql")
  }

  @Test(
    .enabled(if: has(module: "pyspark"), "SKIPPED: no Spark here; `.build/engines/bin/pip install pyspark`"))
  func `Spark comes to the same integers, and the ledger to the same scores`() throws { try hold("spark") }

  private func hold(_ engine: String) throws {
    var contract = Program(path: Self.python, directory: Self.root)
    contract.environment = ["HOME": NSTemporaryDirectory(), "PATH": "/usr/local/bin:/usr/bin:/bin"]
    let outcome = try contract.run([
      "Tests/Recipes/contract.py", Program.products + "/vendorscore", "1000000", engine,
    ])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
    #expect(outcome.output.contains("✔ \(engine): the sums, orders and scores of 1,000,000 parcels"))
  }
}
