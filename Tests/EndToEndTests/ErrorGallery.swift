import Testing

/// Every mistake that a user can make, what the program says, and its exit code.
struct ErrorCase: CustomTestStringConvertible, Sendable {
  let name: String
  /// Commands that must succeed before, one a line, split at blanks.
  var before: [[String]] = []
  var files: [String: String] = [:]
  let command: [String]
  /// All that is on standard error.
  let message: String
  let status: Int32

  var testDescription: String { name }
}

enum ErrorGallery {
  private static let logged = [["log", "northwind", "bad", "Parcel lost", "-s", "4", "--on", "yesterday"]]
  private static let header = "date,vendor,outcome,severity,summary\n"

  static let typed: [ErrorCase] = [
    ErrorCase(
      name: "unknown vendor", command: ["explain", "zzz"],
      message: #"no vendor "zzz". See all: `vendorscore vendors`"#, status: 64),
    ErrorCase(
      name: "misspelt vendor", command: ["explain", "northwnd"],
      message: #"no vendor "northwnd". Closest: Northwind Freight. See all: `vendorscore vendors`"#,
      status: 64),
    ErrorCase(
      name: "typo in a command", command: ["compre"],
      message: #"unknown command "compre". Did you mean "compare"?"#, status: 64),
    ErrorCase(
      name: "no such command", command: ["zzzzzz"],
      message: #"unknown command "zzzzzz". See `vendorscore --help`"#, status: 64),
    ErrorCase(
      name: "typo in a subcommand", command: ["vendors", "chek"],
      message: #"unknown command "chek". Did you mean "check"?"#, status: 64),
    ErrorCase(
      name: "too many arguments", command: ["show", "1", "it's"],
      message: #"unexpected "it's". See `vendorscore show --help`"#, status: 64),
    ErrorCase(
      name: "typo in an option", command: ["scores", "--jsn"],
      message: "unknown option --jsn. Did you mean --json?", status: 64),
    ErrorCase(
      name: "option without a value", command: ["scores", "--as-of"],
      message: "--as-of needs a value. See `vendorscore scores --help`", status: 64),
    ErrorCase(
      name: "path of a variable that is not set", command: ["backup", "--to", ""],
      message: "--to is empty. See `vendorscore backup --help`", status: 64),
    ErrorCase(
      name: "missing argument", command: ["explain"],
      message: "<vendor> is missing. See `vendorscore explain --help`", status: 64),
    ErrorCase(
      name: "no kind of experience", command: ["log", "parcelo", "meh", "x"],
      message:
        #""meh" is no kind of experience. Use good, bad, late, lost, damaged, down, failed, overcharged, "#
        + "noanswer, wrong, rude, quick, warned, fixed, kind or praise", status: 64),
    ErrorCase(
      name: "two kinds of experience", command: ["log", "parcelo", "l"],
      message: #""l" may be late or lost. Write one more letter"#, status: 64),
    ErrorCase(
      name: "long reference",
      command: ["log", "parcelo", "late", "--ref", String(repeating: "1", count: 61)],
      message:
        "--ref \"\(String(repeating: "1", count: 61))\": use 1 to 60 bytes, such as 1Z999AA10123456784",
      status: 64),
    ErrorCase(
      name: "own time", command: ["log", "parcelo", "late", "--spent", "long"],
      message: #"--spent "long": use minutes up to 100000, such as 40, 40m or 1h30m"#, status: 64),
    ErrorCase(
      name: "a good kind with a severity", command: ["log", "parcelo", "quick", "-s", "2"],
      message: "a good experience has no severity. Leave -s out", status: 64),
    ErrorCase(
      name: "nothing told", command: ["log"],
      message: #"which vendor, and what was it? Try: `vendorscore log VENDOR bad "TEXT" -s 3`"#,
      status: 64),
    ErrorCase(
      name: "bad without a word", command: ["log", "parcelo", "bad", "-s", "4"],
      message: #"what happened? Try: `vendorscore log parcelo bad "TEXT" -s 4`"#, status: 64),
    ErrorCase(
      name: "good with an empty word", command: ["log", "parcelo", "good", " "],
      message: #"what happened? Try: `vendorscore log parcelo good "TEXT"`"#, status: 64),
    ErrorCase(
      name: "good and unresolved", command: ["log", "parcelo", "good", "x", "--unresolved"],
      message: "a good experience has nothing to resolve. Leave --unresolved out", status: 64),
    ErrorCase(
      name: "good with hours", command: ["log", "parcelo", "good", "x", "--hours", "5"],
      message: "a good experience has nothing to resolve. Leave --hours out", status: 64),
    ErrorCase(
      name: "good and excused", command: ["log", "parcelo", "good", "x", "--mitigated", "storm"],
      message: "a good experience needs no excuse. Leave --mitigated out", status: 64),
    ErrorCase(
      name: "put right and not",
      command: ["log", "parcelo", "bad", "x", "-s", "2", "--hours", "5", "--unresolved"],
      message: "--hours says how long it took to resolve, --unresolved that it wasn't. Keep one",
      status: 64),
    ErrorCase(
      name: "days that leave nothing", command: ["incidents", "--from", "2026-09-10", "--to", "2026-09-01"],
      message: "--from 2026-09-10 is after --to 2026-09-01, which leaves nothing. Swap them", status: 64),
    ErrorCase(
      name: "bad without severity", command: ["log", "parcelo", "bad", "x"],
      message: "a bad experience needs a severity: -s 1 (annoyance) to -s 5 (lost sale or money)", status: 64),
    ErrorCase(
      name: "good with severity", command: ["log", "parcelo", "good", "x", "-s", "2"],
      message: "a good experience has no severity. Leave -s out", status: 64),
    ErrorCase(
      name: "severity out of range", command: ["log", "parcelo", "bad", "x", "-s", "9"],
      message: "severity 9: use 1 (annoyance) to 5 (lost sale or money)", status: 64),
    ErrorCase(
      name: "severity in words", command: ["log", "parcelo", "bad", "x", "-s", "high"],
      message: #"severity "high": use 1 (annoyance) to 5 (lost sale or money)"#, status: 64),
    ErrorCase(
      name: "ambiguous dimension", command: ["log", "parcelo", "good", "x", "-d", "re"],
      message: #"dimension "re" may be reliability or responsiveness. Write one more letter"#, status: 64),
    ErrorCase(
      name: "misspelt dimension", command: ["log", "parcelo", "good", "x", "-d", "empaty"],
      message: #"no dimension "empaty". Did you mean empathy? Use reliability, responsiveness, assurance, "#
        + "empathy, tangibles or general", status: 64),
    ErrorCase(
      name: "resolved and not",
      command: ["log", "parcelo", "bad", "x", "-s", "2", "--resolved", "--unresolved"],
      message: "--resolved and --unresolved say opposite things. Keep one", status: 64),
    ErrorCase(
      name: "hold time", command: ["log", "parcelo", "bad", "x", "-s", "2", "--hold", "long"],
      message: #"--hold "long": use minutes up to 100000, such as 40, 40m or 1h30m"#, status: 64),
    ErrorCase(
      name: "cost", command: ["log", "parcelo", "bad", "x", "-s", "2", "--cost", "12abc"],
      message: #"--cost "12abc": use an amount in USD such as 30 or 12.50"#, status: 64),
    ErrorCase(
      name: "orders", command: ["volume", "1e30"],
      message: #"orders "1e30": use a whole number from 0 to 1000000000"#, status: 64),
    ErrorCase(
      name: "month", command: ["volume", "4", "--month", "2026-13"],
      message: #""2026-13" isn't a month. Try 2026-09, sep, last month"#, status: 64),
    ErrorCase(
      name: "month ahead", command: ["volume", "4", "--month", "2026-10"],
      message: "2026-10 is in the future. This month is 2026-09", status: 64),
    ErrorCase(
      name: "quarter", command: ["report", "2026-Q5"],
      message: #""2026-Q5" isn't a quarter. Try 2026-Q2, Q3, last"#, status: 64),
    ErrorCase(
      name: "number of an incident", command: ["show", "first"],
      message: ##""first" isn't the number of an entry, such as 214. See them: `vendorscore incidents`"##,
      status: 64),
    ErrorCase(
      name: "no such incident", command: ["show", "#9"],
      message: "no entry #9. See them: `vendorscore incidents`", status: 64),
    ErrorCase(
      name: "fewer orders than none", command: ["volume", "-5"],
      message: #"orders "-5": use a whole number from 0 to 1000000000"#, status: 64),
    ErrorCase(
      name: "number below zero of an incident", command: ["show", "-1"],
      message: #""-1" isn't the number of an entry, such as 214. See them: `vendorscore incidents`"#,
      status: 64),
    ErrorCase(
      name: "cost below zero", command: ["log", "parcelo", "bad", "x", "-s", "2", "--cost", "-3"],
      message: #"--cost "-3": use an amount in USD such as 30 or 12.50"#, status: 64),
    ErrorCase(
      name: "help of no command", command: ["help", "compar"],
      message: #"unknown command "compar". Did you mean "compare"?"#, status: 64),
    ErrorCase(
      name: "help of no subcommand", command: ["help", "vendors", "zzzzz"],
      message: #"unknown command "zzzzz". See `vendorscore vendors --help`"#, status: 64),
    ErrorCase(
      name: "compare two stages", command: ["compare", "shipping", "payments"],
      message: #""shipping" is a stage, not a vendor. Compare its vendors: `vendorscore compare shipping`"#,
      status: 64),
    ErrorCase(
      name: "compare across stages", command: ["compare", "parcelo", "paywell"],
      message: "Paywell is in payments, Parcelo in shipping; scores of different stages are not compared. "
        + "Weakest stage: `vendorscore journey`", status: 64),
    ErrorCase(
      name: "part of nothing on record",
      command: ["log", "parcelo", "bad", "Lost", "-s", "4", "--same-as", "9"],
      message: "no entry #9. See them: `vendorscore incidents`", status: 64),
    ErrorCase(
      name: "replace who carries nothing", before: [["volume", "100", "--month", "2026-08"]],
      command: ["journey", "--replace", "swiftpost=parcelo"],
      message:
        "Swiftpost carries no counted orders that Parcelo could take over. Who carries them: "
        + "`vendorscore journey`",
      status: 64),
    ErrorCase(
      name: "compare one with nobody", command: ["compare", "parcelo"],
      message: "compare Parcelo with whom? Name another vendor, or its stage: shipping", status: 64),
    ErrorCase(
      name: "misspelt stage", command: ["compare", "shiping"],
      message: #"no stage or vendor "shiping". Closest: shipping. See all: `vendorscore vendors`"#, status: 64
    ),
    ErrorCase(
      name: "swap across stages", command: ["journey", "--replace", "paywell=parcelo"],
      message: "Parcelo is in shipping, Paywell in payments. Swap within a stage", status: 64),
    ErrorCase(
      name: "conflict", command: ["report", "2026-Q3", "--json", "--format", "csv"],
      message: "--json and --format csv both set the output. Keep one", status: 64),
    ErrorCase(
      name: "map without a column", command: ["import", "x.csv", "--map", "vendor"],
      message: #"--map "vendor": write it as FIELD=COLUMN, such as vendor=supplier"#, status: 64),
  ]

  static let dates: [ErrorCase] =
    [
      ("2026-13-40", "no month 13"), ("2026-02-30", "no day 30 in 2026-02"),
      ("soon", "not a date"), ("", "not a date"), ("31 feb", "no day 31 in 2026-02"),
      ("0000-01-01", "no year 0000 (0001 to 9999)"), ("10000-01-01", "not a date"),
      ("2026-9-1", "not a date"),
    ].map { text, reason in
      ErrorCase(
        name: "day \(text)", command: ["quiet", "--on", text],
        message: "\"\(text)\": \(reason). Try 2026-09-22, yesterday, last fri", status: 64)
    }
    + ["9/8", "4/5/2026", "4.5.2026", "2.9.", "2026/13/01", "1/2/3/4", "a/b/2026"].map { text in
      ErrorCase(
        name: "day \(text)", command: ["quiet", "--on", text],
        message: "\"\(text)\": is the day or the month first? Try 2026-09-22, yesterday, last fri", status: 64
      )
    }
    + [
      ErrorCase(
        name: "next year", command: ["quiet", "--on", "2027-09-21"],
        message: "2027-09-21 is in the future. Did you mean 2026-09-21?", status: 64),
      ErrorCase(
        name: "tomorrow", command: ["quiet", "--on", "tomorrow"],
        message: "2026-09-23 is in the future. Today is 2026-09-22", status: 64),
    ]

  static let record: [ErrorCase] = [
    ErrorCase(
      name: "duplicate", before: logged, command: logged[0],
      message: "not saved: same vendor, day and text as #1. Add it anyway: `--allow-duplicate`", status: 1),
    ErrorCase(
      name: "nothing to change", before: logged, command: ["edit", "1"],
      message: "nothing to change. Try: `vendorscore edit 1 -s 4`", status: 64),
    ErrorCase(
      name: "changed to the same", before: logged, command: ["edit", "1", "-s", "4"],
      message: "#1 already says that", status: 64),
    ErrorCase(
      name: "good has nothing to put right", before: [["log", "parcelo", "good", "Quick"]],
      command: ["resolve", "1"], message: "#1 is good: there is nothing to resolve", status: 64),
    ErrorCase(
      name: "retracted twice", before: logged + [["retract", "1"]], command: ["retract", "1"],
      message: "#1 has been taken out. What happened to it: `vendorscore history 1`", status: 1),
    ErrorCase(
      name: "nothing to undo", command: ["undo"],
      message: "nothing to undo. What was done: `vendorscore history`", status: 1),
    ErrorCase(
      name: "period after the last", before: [["log", "parcelo", "good", "Quick", "--on", "2026-04-02"]],
      command: ["report", "2026-Q4"],
      message:
        "no entries in 2026-Q4; the last is from 2026-04-02. Report not written. Try: `vendorscore report 2026-Q2`",
      status: 66),
    ErrorCase(
      name: "period between",
      before: [
        ["log", "parcelo", "good", "Quick", "--on", "2026-02-02"],
        ["log", "parcelo", "good", "Slow", "--on", "2026-07-02"],
      ], command: ["report", "2026-Q2"],
      message:
        "no entries in 2026-Q2; the first is from 2026-02-02, the last is from 2026-07-02. Report not written. "
        + "Try: `vendorscore report 2026-Q3`",
      status: 66),
    ErrorCase(
      name: "report of nothing", command: ["report"],
      message:
        #"no entries on record yet. Report not written. Put the first one on record: `vendorscore log`"#,
      status: 66),
    ErrorCase(
      name: "empty period", before: [["log", "parcelo", "good", "Quick", "--on", "2026-04-02"]],
      command: ["report", "2025-Q1"],
      message:
        "no entries in 2025-Q1; the first is from 2026-04-02. Report not written. Try: `vendorscore report 2026-Q2`",
      status: 66),
  ]
}

@Suite struct ErrorGalleryTests {
  @Test(arguments: ErrorGallery.typed + ErrorGallery.dates + ErrorGallery.record)
  func `every mistake gets its message and exit code`(mistake: ErrorCase) throws {
    let store = try Store()
    for command in mistake.before {
      let outcome = try store.program.run(command)
      try #require(outcome.status == 0, "\(command): \(outcome.messages)")
    }
    for (name, text) in mistake.files { try store.write(text, to: name) }
    let outcome = try store.program.run(mistake.command)
    #expect(outcome.messages == "Error: \(mistake.message)\n")
    #expect(outcome.status == mistake.status)
    #expect(outcome.output == "")
  }
}
