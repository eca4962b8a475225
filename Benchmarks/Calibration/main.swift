// Does the model contradict itself, how well does it order vendors, and what comes of following it? Simulated stores
// whose truth is known; the tables of the Scoring article.
//
//   swift run -c release calibration [stores] [seed]            all tables
//   swift run -c release calibration TABLE [stores] [seed]      contradictions, goods, ordering or decisions
//
// Store n of a table is drawn from seed + n − 1, so a finding is found again by its store's number. Exit code 1 when
// contradictions or goods exceed what is allowed.

import Glibc

let names = Table.allCases.map(\.rawValue)
var arguments = Array(CommandLine.arguments.dropFirst())
let table = arguments.first.flatMap { Table(rawValue: $0) }
if table != nil { arguments.removeFirst() }
let numbers = arguments.compactMap { UInt64($0) }
guard numbers.count == arguments.count, numbers.count <= 2 else {
  print("usage: calibration [\(names.joined(separator: " | "))] [stores] [seed]")
  exit(2)
}
let stores = numbers.first.map { Int(clamping: $0) }
let seed = numbers.dropFirst().first ?? 1

var isWithinLimits = true
for each in table.map({ [$0] }) ?? Table.allCases {
  // Whole stores over years take longer than sums: a large number is for the orderings.
  let count = table == nil ? min(stores ?? .max, each.stores) : stores ?? each.stores
  let result = each.run(each == .ordering ? stores ?? count : count, seed: seed)
  print(result.text)
  isWithinLimits = isWithinLimits && result.isWithinLimits
}
exit(isWithinLimits ? 0 : 1)
