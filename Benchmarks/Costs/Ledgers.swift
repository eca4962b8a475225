import Glibc
import Measuring

/// Three workspaces that differ in one import: nothing, rows without ids, the same rows with ids.
struct Ledgers {
  let program: String
  let folder: BenchFolder
  let rows: Int
  let paths: [String]
  /// What that import cost; nil for nothing.
  private(set) var imports: [Run?] = []

  /// A second shop, for the command that looks across shops.
  static let beside = "beside"

  /// The day after the last entry's.
  private static let now = "2026-10-01T09:00:00Z"

  /// Files that every command finds in its folder.
  private static let files = [
    "volumes.csv": Workload.volumes, "rules.json": Workload.rules,
    "volume.csv": "from,to,orders\n2026-10-01,2026-10-02,310\n",
    "few.csv": """
    date,vendor,outcome,severity,dimension,summary,resolved
    2026-08-03,v0,bad,4,reliability,Parcel lost,no
    2026-08-04,v0,bad,2,responsiveness,No call back,no
    2026-09-01,v0,good,,empathy,Listened,
    2026-09-02,v4,bad,3,tangibles,Damaged,yes

    """,
    "checks.csv": """
    time,service,status,http_code,response_ms
    2026-09-03T10:00:00Z,v0,down,500,80
    2026-09-03T10:40:00Z,v0,up,200,80
    2026-09-04T10:00:00Z,v0,down,500,80
    2026-09-04T11:40:00Z,v0,up,200,80

    """,
    "keyless.csv": "date,vendor,outcome,severity,summary\n2026-09-29,v3,bad,3,New without an id\n",
    "keyed.csv": """
    date,vendor,outcome,severity,summary,resolved,hours_to_resolve,cost,id
    2026-09-29,v3,bad,3,New with an id,yes,4,10,new-1

    """,
  ]

  init(program: String, folder: BenchFolder, rows: Int) throws {
    (self.program, self.folder, self.rows) = (program, folder, rows)
    chdir(folder.path)
    setenv("VENDORSCORE_NOW", Ledgers.now, 1)
    for (name, text) in Ledgers.files { write(text, to: name) }
    write(to: "large-keyless.csv") { Workload.incidents(rows, keyed: false, write: $0) }
    write(to: "large-keyed.csv") { Workload.incidents(rows, write: $0) }
    paths = ["empty", "keyless", "keyed"].map { folder.workspace($0) }
    try vendorscore(["import", "few.csv"], in: folder.workspace(Ledgers.beside)).run()
    for path in paths {
      let first = ["few", "checks", "volumes"].map { "\($0).csv" }
      try vendorscore(["import"] + first, in: path).run()
      let large = "large-\(path.split(separator: "/").last ?? "").csv"
      imports.append(access(large, F_OK) == 0 ? try vendorscore(["import", large], in: path).run() : nil)
    }
  }

  /// A command that finds the workspace by the environment, as not every one has an option for it.
  private func vendorscore(_ words: [String], in workspace: String) -> Command {
    let words = words.map { $0 == MeasuredCommand.here ? workspace : $0 }
    return Command(words: ["env", "VENDORSCORE_WORKSPACE=\(workspace)", program] + words)
  }

  /// Runs a command in each workspace in turn, so that a drift of the machine's speed touches all.
  ///
  /// - Parameter seconds: after which no further round begins.
  /// - Returns: the runs in each workspace.
  func measure(_ command: MeasuredCommand, runs: Int, seconds: Double) throws -> [[Run]] {
    var all: [[Run]] = paths.map { _ in [] }
    for _ in 0..<runs where (all.joined().reduce(0) { $0 + $1.wall }) < seconds {
      for (index, path) in paths.enumerated() {
        let workspace = command.writes ? try copy(of: path) : path
        for words in command.before.map(MeasuredCommand.words) {
          try vendorscore(words, in: workspace).run()
        }
        all[index].append(try vendorscore(command.words, in: workspace).run())
      }
    }
    return all
  }

  /// A fresh copy that is on the disk already: a command that syncs would wait for it.
  private func copy(of workspace: String) throws -> String {
    let copy = "\(folder.path)/copy"
    try Command(words: ["rm", "-rf", copy, "\(folder.path)/out", "\(folder.path)/all.jsonl"]).run()
    try Command(words: ["cp", "-r", workspace, copy]).run()
    try Command(words: ["sync", "\(copy)/vendorscore.sqlite"]).run()
    return copy
  }
}
