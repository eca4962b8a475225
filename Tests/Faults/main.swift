// Faults against the real program: does it keep what it has acknowledged, and say what it could not do?
//
//   faults PROGRAM [--quick] [--count N] [--seed N] [PART …]
//
// Each part prints its runs, the faults that were seen to happen, and what was lost. The same check is run with the
// protection taken away, and must then notice. Exit 1: something was lost, or a part proves nothing.

import Foundation

/// Takes `name N` out of the arguments.
func take(_ name: String, from arguments: inout [String]) -> Int? {
  guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
  defer { arguments.removeSubrange(place...place + 1) }
  return Int(arguments[place + 1])
}

var arguments = Array(CommandLine.arguments.dropFirst())
let count = take("--count", from: &arguments)
let seed = take("--seed", from: &arguments) ?? 1
let isQuick = arguments.contains("--quick")
arguments.removeAll { $0 == "--quick" }
let names = Part.all.map(\.name)
guard let first = arguments.first, let program = realpath(first, nil),
  Set(arguments.dropFirst()).isSubset(of: names)
else {
  print("usage: faults PROGRAM [--quick] [--count N] [--seed N] [PART …]")
  print("parts: " + names.joined(separator: " "))
  exit(64)
}
let wanted = Set(arguments.dropFirst())
let harness = Harness(
  program: String(cString: program), isQuick: isQuick, count: count, seed: UInt64(seed.magnitude))
let parts = Part.all.filter { wanted.isEmpty || wanted.contains($0.name) }
let failed = parts.filter { !$0.isPassed(harness) }
if !failed.isEmpty { print("✘ failed: " + failed.map(\.name).joined(separator: ", ")) }
exit(failed.isEmpty ? 0 : 1)
