package import ScorecardLedger
package import ScorecardModel

extension PostgreSQLLedger {
  /// The tables' definitions, the server's settings that decide what a power cut costs, and the rows.
  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] {
    let settings = try connected { connection in
      try schemaProblems(connection) + settingProblems(connection) + headProblems(connection)
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

  /// The next change goes on from what the ledger's own row says, so that it has to be what the rows come to.
  private func headProblems(_ connection: ServerConnection) throws -> [LedgerProblem] {
    defer { connection.rollBack() }
    let question = ServerStatement(
      """
      SELECT head = coalesce((SELECT max(number) FROM change WHERE ledger = $1), 0)
        AND chain = coalesce((SELECT chain FROM change WHERE ledger = $1 ORDER BY number DESC LIMIT 1), 0)
        AND last_incident = coalesce((SELECT max(id) FROM incident WHERE ledger = $1), 0)
        AND last_record = coalesce((SELECT max(id) FROM source_record WHERE ledger = $1), 0)
      FROM ledger WHERE ledger = $1
      """, [.int4(number)])
    let fits = try connection.begin(.reading, [question])[0].onlyRow().value(0, as: Bool.self)
    return fits ? [] : [LedgerProblem(.row(table: "ledger", number: Int64(number)), repairable: false)]
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
