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

func size(of path: String) -> Int {
  var status = stat()
  stat(path, &status)
  return Int(status.st_size)
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
    let script = "\(folder)/bare.sql"
    write(".mode csv\n.import \(csv) incidents\n", to: script)
    let pair = try Pair(
      vendorscore(["import", csv], in: place),
      Command(words: ["sqlite3", "\(folder)/bare.sqlite"], input: script),
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
let bare = Command(words: ["sqlite3", "\(folder)/bare.sqlite"], input: "\(folder)/bare.sql")
for (name, rules) in [("rules ", Workload.rules), ("orders", Workload.orderRules)] {
  write(rules, to: "\(folder)/rules.json")
  let importing = vendorscore(["import", large, "--rules", "\(folder)/rules.json"], in: ruled)
  let first = try Pair(importing, bare, runs: max(3, runs / 2)) {
    unlink("\(ruled)/vendorscore.sqlite")
    unlink("\(folder)/bare.sqlite")
  }
  print(
    "\(name) 1000000  \(milliseconds(first.a)), \(rounded(first.ratio, 2)) × sqlite3 .import, "
      + "peak \(rounded(first.peakMegabytes, 1)) MB, \(size(of: "\(ruled)/vendorscore.sqlite") / 1_000_000) bytes a row"
  )
  let again = try (0..<max(3, runs / 2)).map { _ in try importing.run() }
  print(
    "  once more     \(milliseconds(again)), \(rounded(median(again.map(\.wall)) / median(first.a.map(\.wall)), 2)) × the first time"
  )
}

let history = "\(folder)/statuspage.json"
write(to: history) { Workload.statuspage(100_000, write: $0) }
let told = bench.workspace("told")
var outages: [Run] = []
for _ in 0..<max(3, runs / 2) {
  unlink("\(told)/vendorscore.sqlite")
  outages.append(try vendorscore(["import", history, "--vendor", "v0"], in: told).run())
}
let speed = Double(size(of: history)) / 1e6 / median(outages.map(\.wall))
print(
  "statuspage      \(rounded(speed, 1)) MB/s, 100,000 incidents in \(milliseconds(outages)), "
    + "peak \(rounded(outages.map(\.peakMegabytes).max() ?? 0, 1)) MB")

if CommandLine.arguments.contains("gigabyte") {
  let file = "\(folder)/gigabyte.csv"
  write(to: file) { Workload.incidents(9_200_000, write: $0) }
  write(Workload.rules, to: "\(folder)/rules.json")
  unlink("\(ruled)/vendorscore.sqlite")
  let run = try vendorscore(["import", file, "--rules", "\(folder)/rules.json"], in: ruled).run()
  print(
    "rules \(rounded(Double(size(of: file)) / 1e9, 2)) GB    \(rounded(run.wall, 1)) s, peak \(rounded(run.peakMegabytes, 1)) MB"
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
