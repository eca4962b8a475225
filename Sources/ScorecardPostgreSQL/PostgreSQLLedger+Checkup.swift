package import ScorecardLedger
package import ScorecardModel

extension PostgreSQLLedger {
  /// The tables' definitions, the server's settings that decide what a power cut costs, and the rows.
  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] {
    let settings = try connected { connection in
      try schemaProblems(connection) + settingProblems(connection)
    }
    let rows = try reading { try $0.problems(depth: depth) }
    return settings + rows
  }

  private func schemaProblems(_ connection: ServerConnection) throws -> [LedgerProblem] {
    let deviations: [ServerSchemaDeviation]
    // Who may make no temporary tables can't compare them; whoever owns them can.
    do { deviations = try ServerSchemaCheck().deviations(connection) } catch {
      switch error {
      case .notAllowed, .readOnly: return []
      default: throw error
      }
    }
    return deviations.map { deviation in
      let (kind, name) = (deviation.kind.rawValue, deviation.name)
      let damage: LedgerDamage =
        switch deviation.change {
        case .missing: .missing(kind: kind, name: name)
        case .otherDefinition: .otherDefinition(kind: kind, name: name)
        case .added: .added(kind: kind, name: name)
        }
      return LedgerProblem(damage, repairable: false)
    }
  }

  private func settingProblems(_ connection: ServerConnection) throws -> [LedgerProblem] {
    let row = try connection.run(
      "SELECT current_setting('fsync'), current_setting('full_page_writes')"
    ).onlyRow()
    let settings: [(name: String, value: String)] = [
      ("fsync", try row.value(0)), ("full_page_writes", try row.value(1)),
    ]
    return settings.filter { $0.value != "on" }.map {
      LedgerProblem(.setting("\($0.name) is \($0.value), not on"), repairable: false)
    }
  }
}
