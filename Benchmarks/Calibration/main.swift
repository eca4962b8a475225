let arguments = Array(CommandLine.arguments.dropFirst())
let replicates = arguments.first.flatMap { Int($0) } ?? 4000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1

var table = MarkdownTable([
  "method", "mean incidents a vendor", "pairs ordered wrongly", "regret of the pick", "90 % range of H holds",
  "of the score",
])
for mean in [5.0, 20, 100] {
  var ordering = Ordering(meanIncidents: mean, seed: seed)
  for row in ordering.run(replicates) {
    let coverage = row.coverage.map { [percent($0.harm), percent($0.score)] } ?? ["", ""]
    table.add([row.method, fixed(mean, 0), percent(row.wrong), percent(row.regret)] + coverage)
  }
}
print(table.text)
