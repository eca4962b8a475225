/// What can be printed.
enum Table: String, CaseIterable {
  case contradictions
  case goods
  case ordering
  case decisions

  /// Of which it is made when no number is given.
  var stores: Int {
    switch self {
    case .contradictions, .goods: 1000
    case .ordering: 4000
    case .decisions: 400
    }
  }

  func run(_ stores: Int, seed: UInt64) -> (text: String, isWithinLimits: Bool) {
    switch self {
    case .contradictions:
      let tallies = Contradictions(stores: stores, seed: seed).tallies
      return (
        "Contradictions: \(stores) stores, seed \(seed)\n\n\(tallies.table.text)", tallies.isWithinLimits
      )
    case .goods:
      let tallies = OneMoreGood(stores: stores, seed: seed).tallies
      return (
        "One more good service experience: \(stores) stores, seed \(seed)\n\n\(tallies.table.text)",
        tallies.isWithinLimits
      )
    case .ordering:
      return (
        "Ordering: \(stores) stages of \(Ordering.vendors) vendors a row, seed \(seed)\n\n"
          + Ordering.table(stores, seed: seed).text, true
      )
    case .decisions:
      return (
        "Decisions: \(stores) stores a row, seed \(seed)\n\n\(Decisions.table(stores, seed: seed).text)", true
      )
    }
  }
}

extension Ordering {
  static func table(_ stages: Int, seed: UInt64) -> MarkdownTable {
    var table = MarkdownTable([
      "method", "mean incidents a vendor", "pairs ordered wrongly", "regret of the pick",
      "90 % range of H holds",
      "of the score",
    ])
    for mean in [5.0, 20, 100] {
      var ordering = Ordering(meanIncidents: mean, seed: seed)
      for row in ordering.run(stages) {
        let coverage = row.coverage.map { [percent($0.harm), percent($0.score)] } ?? ["", ""]
        table.add([row.method, fixed(mean, 0), percent(row.wrong), percent(row.regret)] + coverage)
      }
    }
    return table
  }
}

extension Decisions {
  static func table(_ stores: Int, seed: UInt64) -> MarkdownTable {
    var table = MarkdownTable([
      "rule", "orders a month", "vendors left", "left wrongly", "should be left", "never left",
      "trouble a store",
      "above the least",
    ])
    for orders in [50.0, 300, 1500] {
      for row in Decisions(orders: orders, stores: stores, seed: seed).rows {
        table.add([
          row.rule.rawValue, fixed(orders, 0), "\(row.left.cases)", "\(row.left.found)", "\(row.kept.cases)",
          "\(row.kept.found)", fixed(row.cost / Double(stores), 1), percent(row.cost / row.least - 1),
        ])
      }
    }
    return table
  }
}
