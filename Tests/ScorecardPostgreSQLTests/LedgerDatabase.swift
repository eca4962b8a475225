import Foundation
import TestSupport

@testable import ScorecardPostgreSQL

/// A database of a test's own on the run's server, whose owner is no superuser: what they may not do the server tells.
struct LedgerDatabase {
  let name: String
  /// The database's owner.
  let owner: ServerConnection

  static let ownerName = TestServer.ownerName

  /// - Parameter isMade: whether the tables are there.
  init(isMade: Bool = true) throws {
    name = try TestServer.shared.newDatabase()
    owner = try Self.connect(Self.ownerName, name)
    if isMade { try ServerMigrations.released.migrate(owner) }
  }

  /// One that is there.
  init(named name: String) throws {
    self.name = name
    owner = try Self.connect(Self.ownerName, name)
  }

  static func connect(_ user: String, _ database: String) throws -> ServerConnection {
    try ServerConnection(to: try TestServer.shared.place(user: user, database: database), lockSeconds: 30)
      .findingTables()
  }

  func connect(_ user: String) throws -> ServerConnection { try Self.connect(user, name) }

  /// The superuser, whom no privilege stops.
  func connectAsSuperuser() throws -> ServerConnection { try connect("owner") }

  /// The name of a new login.
  ///
  /// - Parameter role: one of the program's roles that it is in; nil = none.
  func login(in role: String? = nil, memberOf ledgers: [Int32] = []) throws -> String {
    let user = "user_\(UInt32.random(in: 0 ... .max))"
    try owner.run("CREATE ROLE \(user) LOGIN" + (role.map { " IN ROLE \($0)" } ?? ""))
    for ledger in ledgers { try owner.run("INSERT INTO member VALUES (\(ledger), '\(user)')") }
    return user
  }

  /// How many objects a schema has; nil when there is no such schema.
  func size(ofSchema schema: String = ServerSchema.name) throws -> Int64? {
    try connectAsSuperuser().run(
      """
      SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = n.oid)
        + (SELECT count(*) FROM pg_proc WHERE pronamespace = n.oid) FROM pg_namespace AS n WHERE nspname = $1
      """, [.text(schema)]
    ).first?.value(0)
  }
}

/// A row by its columns, as SQL.
struct SampleRow {
  let table: String
  var values: [String: String]

  /// - Parameter value: replaces that of a column.
  func insert(_ changes: [String: String] = [:]) -> String {
    let all = values.merging(changes) { $1 }.sorted { $0.key < $1.key }
    let names = all.map(\.key).joined(separator: ", ")
    return "INSERT INTO \(table) (\(names)) VALUES (\(all.map(\.value).joined(separator: ", ")))"
  }

  static let change = SampleRow(
    table: "change",
    values: [
      "ledger": "1", "number": "1", "action": "'log'", "summary": "''", "reason": "''", "at": "0",
      "digest": "0",
      "chain": "7",
    ])
  static let vendor = SampleRow(
    table: "vendor", values: ["ledger": "1", "number": "1", "id": "'dhl'"])
  static let source = SampleRow(
    table: "source", values: ["ledger": "1", "number": "1", "name": "'jira'"])
  static let incident = SampleRow(
    table: "incident",
    values: [
      "ledger": "1", "id": "10", "revision": "1", "change": "1", "recorded_at": "0", "standing": "0",
      "vendor": "1",
      "day": "20000", "severity": "3", "dimension": "0", "attribution": "0", "channel": "''",
      "summary": "'late'",
      "imported": "false", "checksum": "5",
    ])
  static let record = SampleRow(
    table: "source_record",
    values: [
      "ledger": "1", "id": "10", "revision": "1", "change": "1", "voided": "false", "source": "1",
      "key_high": "1",
      "key_low": "2", "orders": "0", "checksum": "5",
    ])
  static let volume = SampleRow(
    table: "volume",
    values: [
      "ledger": "1", "number": "1", "change": "1", "from_day": "20000", "to_day": "20001", "orders": "5",
      "checksum": "5",
    ])
  static let checkIn = SampleRow(
    table: "check_in",
    values: [
      "ledger": "1", "number": "1", "change": "1", "day": "20000", "withdrawn": "false", "checksum": "5",
    ])
  static let evidence = SampleRow(
    table: "evidence", values: ["ledger": "1", "vendor": "1", "month": "1", "cells": "'\\x01'"])
  static let passingHarm = SampleRow(
    table: "passing_harm",
    values: [
      "ledger": "1", "vendor": "1", "day": "20000", "dimension": "0", "until": "20001", "harm": "1",
      "harm_squared": "1",
    ])
  static let orderCount = SampleRow(
    table: "order_count",
    values: ["ledger": "1", "vendor": "0", "from_day": "20000", "days": "1", "source": "1", "orders": "5"])
  static let countedUntil = SampleRow(
    table: "counted_until", values: ["ledger": "1", "change": "1", "chain": "7"])

  /// Each after those that it refers to.
  static let all = [
    change, vendor, source, incident, record, volume, checkIn, evidence, passingHarm, orderCount,
    countedUntil,
  ]

  /// As an earlier state.
  var ended: SampleRow {
    SampleRow(table: table + "_revision", values: values.merging(["ended_by": "2"]) { $1 })
  }
}
