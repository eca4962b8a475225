package import ScorecardModel

/// What to do, in one sentence; not escaped.
package struct Headline {
  private let verdicts: [QuarterReport.Verdict]
  private let unclear: [Vendor.ID]
  private let inUse: [Scorecard]
  private let catalog: Catalog

  /// - Parameters:
  ///   - unclear: of whom too little is known.
  ///   - used: those that carried or were logged in the last year.
  package init(
    _ verdicts: [QuarterReport.Verdict], unclear: [Vendor.ID], inUse used: [Scorecard], in catalog: Catalog
  ) {
    (self.verdicts, self.unclear, self.catalog) = (verdicts, unclear, catalog)
    inUse = used.filter { $0.advice.shown != .left }
  }

  package var sentence: String {
    let watches = verdicts.filter { $0.advice == .watch }
    let (slipping, others) = (watches.filter(\.isSlipping), watches.filter { !$0.isSlipping })
    var clauses: [String] = []
    if let drops = dropClause { clauses.append(drops) }
    if !slipping.isEmpty {
      clauses.append(
        NameList.and(slipping.map { name($0.vendor) })
          + (slipping.count == 1 ? " is slipping" : " are slipping"))
    }
    if !others.isEmpty { clauses.append("keep an eye on " + NameList.and(others.map { name($0.vendor) })) }
    if clauses.isEmpty { clauses = quietClauses }
    return clauses.joined(separator: "; ").capitalizedFirst.sentence
  }

  /// In the order of the verdicts; those that go the same way are named together.
  private var dropClause: String? {
    var ways: [(way: (String) -> String, key: String, names: [String])] = []
    for verdict in verdicts where verdict.advice == .drop {
      let (key, way) = wayOut(verdict)
      if let index = ways.firstIndex(where: { $0.key == key }) {
        ways[index].names.append(name(verdict.vendor))
      } else {
        ways.append((way, key, [name(verdict.vendor)]))
      }
    }
    return ways.isEmpty ? nil : NameList.and(ways.map { $0.way(NameList.and($0.names)) })
  }

  private func wayOut(_ verdict: QuarterReport.Verdict) -> (key: String, way: (String) -> String) {
    if verdict.isOnTrial { return ("rule out", { "rule out " + $0 }) }
    guard let successor = verdict.successor else {
      return ("look", { "look for a replacement for " + $0 })
    }
    let name = name(successor)
    return (successor + "=", { "replace \($0) with \(name)" })
  }

  private var quietClauses: [String] {
    if unclear.count == inUse.count { return ["too little is known to judge any vendor yet; keep logging"] }
    let kept = inUse.count - unclear.count
    guard unclear.isEmpty else {
      return ["nothing to change", "too little is known about " + NameList.and(unclear.map(name))]
    }
    let vendors =
      kept == 1
      ? inUse[0].vendor.name
      : kept == 2 ? "both vendors" : "all \(NumberText.inWords(kept)) vendors"
    return ["keep " + vendors]
  }

  private func name(_ id: Vendor.ID) -> String { catalog.vendorName(id) }
}
