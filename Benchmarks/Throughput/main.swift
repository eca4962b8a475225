// Speed and memory of whole processes, in pairs against git and the sqlite3 shell; prints medians and ratios.
//
//   make release && swift run -c release throughput .build/release/vendorscore [runs]

import Glibc
import Measuring

guard CommandLine.arguments.count > 1, let resolved = realpath(CommandLine.arguments[1], nil) else {
  print("usage: throughput PROGRAM [RUNS]")
  exit(64)
}
let program = String(cString: resolved)
let runs = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 5 : 5
let bench = BenchFolder()
let folder = bench.path
defer { bench.remove() }

func vendorscore(_ words: [String], in folder: String) -> Command {
  Command(words: [program] + words + ["--workspace", folder])
}

let start = try Pair(
  Command(words: [program, "--version"]), Command(words: ["git", "--version"]), runs: 8 * runs)
print("start-up      \(milliseconds(start.a)), \(rounded(start.ratio, 2)) × git --version")

write(Workload.volumes, to: "\(folder)/volumes.csv")
for count in [10_000, 100_000, 1_000_000] {
  let csv = "\(folder)/incidents-\(count).csv"
  write(to: csv) { Workload.incidents(count, write: $0) }
  let place = bench.workspace("w\(count)")
  if count == 1_000_000 {
    let bare = "\(folder)/bare.sql"
    write(".mode csv\n.import \(csv) incidents\n", to: bare)
    let pair = try Pair(
      vendorscore(["import", csv], in: place),
      Command(words: ["sqlite3", "\(folder)/bare.sqlite"], input: bare),
      runs: max(3, runs / 2)
    ) {
      unlink("\(place)/vendorscore.sqlite")
      unlink("\(folder)/bare.sqlite")
    }
    print(
      "import \(count)  \(milliseconds(pair.a)), \(rounded(pair.ratio, 2)) × sqlite3 .import, "
        + "peak \(rounded(pair.peakMegabytes, 1)) MB")
  } else {
    _ = try vendorscore(["import", csv], in: place).run()
  }
  _ = try vendorscore(["import", "\(folder)/volumes.csv"], in: place).run()

  let query = "SELECT vendor, dimension, day, count(*), sum(severity) FROM incident GROUP BY 1, 2, 3"
  let scores = try Pair(
    vendorscore(["scores", "--json", "--as-of", "2026-09-30"], in: place),
    Command(words: ["sqlite3", "\(place)/vendorscore.sqlite", query]), runs: runs)
  print(
    "scores \(count)  \(milliseconds(scores.a)), \(rounded(scores.ratio, 3)) × sqlite3 GROUP BY "
      + "(\(milliseconds(scores.b)))")
}

let large = "\(folder)/incidents-1000000.csv"
let ruled = bench.workspace("ruled")
write(Workload.rules, to: "\(folder)/rules.json")
let byRules = try Pair(
  vendorscore(["import", large, "--rules", "\(folder)/rules.json"], in: ruled),
  Command(words: ["sqlite3", "\(folder)/bare.sqlite"], input: "\(folder)/bare.sql"), runs: max(3, runs / 2)
) {
  unlink("\(ruled)/vendorscore.sqlite")
  unlink("\(folder)/bare.sqlite")
}
print(
  "rules 1000000   \(milliseconds(byRules.a)), \(rounded(byRules.ratio, 2)) × sqlite3 .import, "
    + "peak \(rounded(byRules.peakMegabytes, 1)) MB")

let history = "\(folder)/statuspage.json"
write(to: history) { Workload.statuspage(100_000, write: $0) }
var status = stat()
stat(history, &status)
let told = bench.workspace("told")
var outages: [Run] = []
for _ in 0..<max(3, runs / 2) {
  unlink("\(told)/vendorscore.sqlite")
  outages.append(try vendorscore(["import", history, "--vendor", "v0"], in: told).run())
}
let speed = Double(status.st_size) / 1e6 / median(outages.map(\.wall))
print(
  "statuspage      \(rounded(speed, 1)) MB/s, 100,000 incidents in \(milliseconds(outages)), "
    + "peak \(rounded(outages.map(\.peakMegabytes).max() ?? 0, 1)) MB")

if CommandLine.arguments.contains("gigabyte") {
  let file = "\(folder)/gigabyte.csv"
  write(to: file) { Workload.incidents(9_200_000, write: $0) }
  stat(file, &status)
  unlink("\(ruled)/vendorscore.sqlite")
  let run = try vendorscore(["import", file, "--rules", "\(folder)/rules.json"], in: ruled).run()
  print(
    "rules \(rounded(Double(status.st_size) / 1e9, 2)) GB    \(rounded(run.wall, 1)) s, peak \(rounded(run.peakMegabytes, 1)) MB"
  )
  unlink(file)
}

let empty = bench.workspace("empty")
_ = try vendorscore(["import", "\(folder)/volumes.csv"], in: empty).run()
let words = ["log", "v3", "bad", "Parcel lost", "-s", "4", "--on", "2026-09-30", "--allow-duplicate"]
let log = try Pair(
  vendorscore(words, in: "\(folder)/w1000000"), vendorscore(words, in: empty), runs: 2 * runs)
print(
  "log           \(milliseconds(log.a)) with 1,000,000 incidents, \(milliseconds(log.b)) in an empty workspace, "
    + "difference \(milliseconds(log.difference))")
