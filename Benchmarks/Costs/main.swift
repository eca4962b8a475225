// What every command costs with a million entries on record, as whole processes, against an almost empty ledger.
//
//   make release && swift run -c release costs .build/release/vendorscore [RUNS] [ROWS]
//   costs PROGRAM --check    says which commands of the program's help are not measured

import Glibc
import Measuring

guard CommandLine.arguments.count > 1, let resolved = realpath(CommandLine.arguments[1], nil) else {
  print("usage: costs PROGRAM [--check | RUNS [ROWS]]")
  exit(64)
}
let program = String(cString: resolved)
let folder = BenchFolder()
let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }

func report() throws -> Int32 {
  let names = CommandNames(program: program, scratch: "\(folder.path)/help")
  let unmeasured = try names.unmeasured()
  for name in unmeasured { print("not measured: \(name). Add it to MeasuredCommand.all") }
  if CommandLine.arguments.contains("--check") || !unmeasured.isEmpty { return unmeasured.isEmpty ? 0 : 1 }

  let ledgers = try Ledgers(
    program: program, folder: folder, rows: numbers.count > 1 ? numbers[1] : 1_000_000)
  var table = CostTable()
  print(table.head(ledgers))
  for command in MeasuredCommand.all {
    print(table.row(command, try ledgers.measure(command, runs: numbers.first ?? 5, seconds: 6)))
  }
  print(table.summary)
  return 0
}

do {
  let status = try report()
  folder.remove()
  exit(status)
} catch {
  folder.remove()
  print("Error: \(error)")
  exit(1)
}
