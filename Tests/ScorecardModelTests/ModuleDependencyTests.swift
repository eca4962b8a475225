import Foundation
import Testing

/// One way through the house: what each target may import, by the table of the Architecture article.
///
/// The compiler sees only undeclared transitive imports; this holds the sources against the table itself, which is
/// nowhere else, so that it can't disagree with what is checked.
@Suite struct `Module dependencies` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let sources = root.appending(path: "Sources")

  /// A row of the table: a target, and the modules in its last column.
  struct Row: CustomTestStringConvertible {
    var target: String
    var modules: Set<String>
    var testDescription: String { target }
  }

  private static let table: [Row] = {
    let article = sources.appending(path: "VendorScorecard/Documentation.docc/Architecture.md")
    return rows(of: (try? String(contentsOf: article, encoding: .utf8)) ?? "")
  }()

  private static func rows(of article: String) -> [Row] {
    article.split(whereSeparator: \.isNewline).compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map(codeWords)
      guard cells.count == 4, cells[0].count == 1 else { return nil }
      return Row(target: cells[0][0], modules: Set(cells[2]))
    }
  }

  /// What stands between backticks.
  private static func codeWords(_ cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  @Test func `every target has its row, and every row its target`() throws {
    let targets = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(targets.sorted() == Self.table.map(\.target).sorted())
  }

  /// A row that permits what nobody needs is a hole, and one that names what is gone misleads.
  @Test(arguments: table) func `a target imports just what its row names`(row: Row) throws {
    var imported: Set<String> = []
    for (file, imports) in try Self.imports(ofTarget: row.target) {
      let others = Set(imports.modules).subtracting(row.modules).sorted()
      #expect(others.isEmpty, "\(row.target)/\(file) imports \(others)")
      #expect(!imports.isTestable, "\(row.target)/\(file) has a @testable import")
      imported.formUnion(imports.modules)
    }
    let unused = row.modules.subtracting(imported).sorted()
    #expect(unused.isEmpty, "no file of \(row.target) imports \(unused)")
  }

  @Test func `no target's row names a target of tests or benchmarks`() throws {
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let declared = manifest.matches(of: /arget\(\s*name: "([^"]+)"/).map {
      $0.1.replacingOccurrences(of: "-", with: "_")
    }
    let others = Set(declared).subtracting(Self.table.map(\.target))
    #expect(others.isSuperset(of: ["TestSupport", "EndToEndTests", "throughput", "faults"]))
    for row in Self.table { #expect(row.modules.isDisjoint(with: others), "\(row.target)") }
  }

  private static func imports(ofTarget target: String) throws -> [(file: String, imports: SwiftImports)] {
    let folder = sources.appending(path: target)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }.sorted()
    try #require(!files.isEmpty)
    return try files.map { file in
      (file, SwiftImports(of: try String(contentsOf: folder.appending(path: file), encoding: .utf8)))
    }
  }

  // MARK: What counts as an import

  @Test(arguments: [
    "import GRDB", "  import\tGRDB", "import  GRDB // why", "public import GRDB", "package import GRDB",
    "internal import GRDB", "private import GRDB", "fileprivate import GRDB", "@preconcurrency import GRDB",
    "@_implementationOnly import GRDB", "@testable import GRDB", "@_exported public import GRDB",
    "@_spi(Tests) @preconcurrency private import GRDB", "@preconcurrency\nimport GRDB",
    "import struct GRDB.Row",
    "import  class\tGRDB.DatabaseQueue", "import func GRDB.make", "import GRDB.Row", "let a = 1; import GRDB",
    "#if os(Linux)\nimport GRDB\n#endif", "#if canImport(GRDB)\n  private import GRDB\n#endif",
    "/* a /* b */ c */ import GRDB", "import/* why */GRDB", "import `GRDB`",
    "let quote = \"\\\"\"; import GRDB",
    "let quote = #\"\"\"#; import GRDB", "let text = \"\"\"\n  a \"quoted\" word\n  \"\"\"\nimport GRDB",
    "let text = \"\\(yes ? \"a\" : \"b\")\"\nimport GRDB", "let address = \"https://x\"\nimport GRDB",
    "// a comment\r\nimport GRDB",
  ])
  func `an import is seen in every form`(source: String) {
    #expect(SwiftImports(of: source).modules == ["GRDB"])
  }

  @Test(arguments: [
    "// import GRDB", "/* import GRDB */", "/* /* */ import GRDB */", "let text = \"import GRDB\"",
    "let text = #\"a \"quoted\" import GRDB\"#", "let text = \"\"\"\n  import GRDB\n  \"\"\"", "importGRDB()",
    "let reimport = 1", "kind == .import", "case `import`", "take(import: file)",
  ])
  func `what only looks like an import is none`(source: String) {
    #expect(SwiftImports(of: source).modules == [])
  }

  @Test func `a testable import is told from others`() {
    #expect(SwiftImports(of: "@testable import GRDB").isTestable)
    #expect(SwiftImports(of: "@testable\n  private import GRDB").isTestable)
    #expect(!SwiftImports(of: "/// Not @testable.\nimport GRDB").isTestable)
  }

  @Test func `the article's rows are read`() {
    let rows = Self.rows(
      of: """
        | target | what lives there | may import |
        |---|---|---|
        | `A` | values, ``Workspace``, `x.json` | nothing |
        | `B` | more | `A`, `Glibc` (`Darwin` elsewhere) |
        A line with `code` | and a bar.
        """)
    #expect(rows.map(\.target) == ["A", "B"])
    #expect(rows.map(\.modules) == [[], ["A", "Glibc", "Darwin"]])
  }
}
