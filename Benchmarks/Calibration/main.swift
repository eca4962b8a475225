// How often does each way of scoring order two vendors wrongly, what does its pick cost, and does the 90 %
// interval hold 90 % of the truth? Simulated stores of eight vendors; the table of the Scoring article.
//
//   swift run -c release calibration [replicates] [seed]

import ScorecardScoring

let arguments = CommandLine.arguments.dropFirst()
let replicates = arguments.first.flatMap { Int($0) } ?? 4000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1

print("\(replicates) stores of \(Simulation.vendors) vendors a row, seed \(seed)\n")
print("| mean incidents a vendor | method | pairs ordered wrongly | regret of the pick | 90 % coverage |")
print("|--:|---|--:|--:|--:|")
for mean in [5.0, 20, 100] {
  var simulation = Simulation(meanIncidents: mean, seed: seed)
  for row in simulation.run(replicates) {
    let coverage = row.coverage.map { fixed($0, 3) } ?? ""
    print(
      "| \(Int(mean)) | \(row.method) | \(fixed(100 * row.wrong, 1)) % | \(fixed(100 * row.regret, 1)) % | \(coverage) |"
    )
  }
}

func fixed(_ value: Double, _ digits: Int) -> String {
  let scale = digits == 1 ? 10.0 : 1000.0
  let units = Int((value * scale).rounded())
  let rest = String(units % Int(scale))
  return "\(units / Int(scale))." + String(repeating: "0", count: digits - rest.count) + rest
}
