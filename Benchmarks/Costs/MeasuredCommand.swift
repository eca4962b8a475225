/// What a command may cost more than with an almost empty ledger.
enum Allowance {
  /// It shows or changes a few entries.
  case few
  /// It scores, and so reads every sum of a day, though no entry.
  case sums
  /// It reads or writes every entry, as its user asked.
  case everything

  var milliseconds: Double {
    switch self {
    case .few: 30
    case .sums: 150
    case .everything: .infinity
    }
  }

  var megabytes: Double {
    switch self {
    case .few: 20
    case .sums: 60
    case .everything: .infinity
    }
  }
}

/// A command of the program, with arguments that fit every ledger here.
struct MeasuredCommand {
  /// As typed, without the program's name; its files are those of `Ledgers`.
  var text: String
  var allowance: Allowance
  /// Whether it writes: then each run has a copy of the ledger.
  var writes: Bool
  /// Commands that run before it in that copy, not measured.
  var before: [String]

  private static func reads(_ text: String, _ allowance: Allowance = .few) -> MeasuredCommand {
    MeasuredCommand(text: text, allowance: allowance, writes: false, before: [])
  }

  private static func writes(
    _ text: String, _ allowance: Allowance = .few, after before: String...
  ) -> MeasuredCommand {
    MeasuredCommand(text: text, allowance: allowance, writes: true, before: before)
  }

  /// Stands for the folder of the workspace, where a command takes it as an argument.
  static let here = "WORKSPACE"

  private static let logging = "log v3 bad Late -s 2 --on 2026-09-30"

  static let all = [
    writes(logging, .sums), writes("quiet"), writes("volume 9100 --month 2026-09"), reads("volume"),

    reads("status", .sums), reads("review", .sums), reads("scores", .sums), reads("compare hosting", .sums),
    reads("explain v3", .sums),
    reads("journey", .sums), reads("journey --replace v0=v4", .sums), reads("outages v0"),
    reads("across \(here) \(Ledgers.beside)", .sums),
    writes("report 2026-Q3", .sums), writes("report 2026-Q3 --format json", .sums),

    reads("incidents --limit 20"), reads("incidents v3 --limit 20"), reads("incidents --unconfirmed"),
    reads("incidents --from 2026-09-30 --limit 20"), reads("incidents --open --limit 20"),
    reads("incidents --text elephant", .everything), reads("incidents", .everything),
    writes("incidents --unconfirmed --set severity=2"), reads("show 1"), writes("edit 1 -s 3"),
    writes("resolve 1"), writes("retract 1"), writes("undo", after: logging),
    writes("redo", after: logging, "undo"), writes("confirm 5"),
    reads("history"), reads("history 1"), reads("due"),
    writes("letter v3 --complaint --since 2026-09-29", after: logging),
    writes("letter v3 --claim --sent", after: "edit 1 --vendor v3 --claimed 5"), reads("due --ics"),
    writes("due --done 1", after: "edit 1 --follow-up 2026-12-01"),

    reads("vendors"), reads("vendors check"), writes("vendors add Newcomer --stage hosting --role candidate"),
    writes("vendors switch v0 v4 --on 2026-10-01"), writes("vendors retire v3"),
    writes("vendors rename v3 Third --id third"), writes("vendors merge v3 v7"),
    writes("vendors undo", after: "vendors retire v3"),
    writes("import keyless.csv"), writes("import keyed.csv"),
    writes("import keyed.csv --rules rules.json"), writes("import few.csv"), writes("import checks.csv"),
    writes("import volume.csv"), reads("import keyless.csv --dry-run"),
    reads("import keyless.csv --explain-row 2"), reads("import --formats"), reads("imports"),
    writes("imports undo 1"), reads("rules check rules.json"), writes("export out", .everything),
    writes("export --all all.jsonl", .everything), writes("backup", .everything),
    reads("restore"), writes("restore 2026 --yes", .everything, after: "backup"), reads("doctor"),
    reads("doctor --full", .everything), writes("doctor --repair", .everything),
    writes("policy adopt", .everything),
  ]

  /// Commands that no ledger can make slower, and one that does not end by itself.
  static let unmeasured = ["init", "serve"]

  var words: [String] { MeasuredCommand.words(text) }

  static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
