import Foundation
import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

struct CheckupTests {
  @Test func `a sound ledger has no problems`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    #expect(try folder.open(.readOnly).problems() == [])
  }

  /// What a hand in the file could do, each with the beginning of what the checkup says.
  @Test(arguments: [
    (
      "DROP TRIGGER change_keeps_rows; PRAGMA foreign_keys = OFF; DELETE FROM change WHERE number = 2",
      "change 3 does not follow"
    ),
    (
      "DROP TRIGGER change_keeps_states; UPDATE change SET summary = 'other' WHERE number = 4",
      "change 4 does not"
    ),
    ("DROP TRIGGER incident_keeps_rows; DELETE FROM incident WHERE id = 40", "change 40: some of what"),
    (
      "DROP TRIGGER incident_revision_keeps_rows; DELETE FROM incident_revision WHERE id = 3",
      "change 3: some of what"
    ),
    (
      "DROP TRIGGER incident_keeps_number; UPDATE incident SET summary = 'x' WHERE id = 7",
      "#7: its incident row"
    ),
    ("DROP TRIGGER volume_keeps_states; UPDATE volume SET orders = 51", "volume 1 is damaged"),
    ("DROP TRIGGER check_in_keeps_states; UPDATE check_in SET day = day + 1", "check-in 1 is damaged"),
    ("UPDATE vendor SET id = 'v9' WHERE id = 'v1'", "#1: its incident row"),
    (
      "UPDATE incident SET details = '{\"claimed\":0}', revision = revision + 1 WHERE id = 7",
      "#7: the details of its incident row cannot be read"
    ),
    (
      "UPDATE incident SET details = '{\"claimed\":5}', revision = revision + 1 WHERE id = 7",
      "#7: its incident row is damaged"
    ),
    (
      "DROP TRIGGER incident_revision_keeps_states; UPDATE incident_revision SET details = '{}' WHERE id = 3",
      "#3: the details of its incident_revision row cannot be read"
    ),
    (
      "UPDATE incident SET standing = 0, revision = revision + 1 WHERE id = 62",
      "#61: 2 of the incidents of one outage count, not 1"
    ),
    (
      "UPDATE incident SET standing = 3, revision = revision + 1 WHERE id = 61",
      "#61: 0 of the incidents of one outage count, not 1"
    ),
    (
      "UPDATE incident SET outage_of = 9, revision = revision + 1 WHERE id = 62",
      "#9: incidents are linked to it that it is not linked to"
    ),
    (
      "UPDATE incident SET outage_of = NULL, standing = 0, revision = revision + 1 WHERE id = 62",
      "#61: its outage is linked to nothing"
    ),
    (
      "UPDATE incident SET standing = 1, revision = revision + 1 WHERE id = 62",
      "#61: its outage is linked to nothing"
    ),
  ])
  func `what is missing or changed is found`(_ sql: String, _ finding: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    try ledger.execute(sql)
    let problems = try ledger.problems()
    #expect(problems.contains { $0.message.hasPrefix(finding) && !$0.repairable }, "\(problems)")
  }

  /// What a quick look sees, and what it leaves to the full one.
  @Test(arguments: [
    ("DROP TRIGGER change_keeps_states; UPDATE change SET summary = 'other' WHERE number = 4", true),
    ("UPDATE incident SET standing = 3, revision = revision + 1 WHERE id = 61", true),
    (
      """
      PRAGMA ignore_check_constraints = ON; DROP TRIGGER volume_keeps_states; UPDATE volume SET orders = -1;
      PRAGMA ignore_check_constraints = OFF
      """, true
    ),
    ("DROP TRIGGER volume_keeps_states; UPDATE volume SET orders = 51", false),
    ("UPDATE setting SET value = 'other'", true), ("UPDATE evidence SET cells = x'0102ff'", false),
  ])
  func `a quick look reads no rows`(_ sql: String, _ isSeen: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    #expect(try ledger.problems(.quick) == [])
    try ledger.execute(sql)
    #expect(try ledger.problems(.quick).isEmpty != isSeen)
    #expect(try !ledger.problems().isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM evidence WHERE month = (SELECT max(month) FROM evidence)",
    "UPDATE evidence SET cells = x'0102ff'", "UPDATE setting SET value = 'other'",
  ])
  func `lost sums are found and made anew`(_ sql: String) throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let before = try ledger.evidence()
    try ledger.execute(sql)
    #expect(try ledger.problems().contains { $0.message.hasPrefix("sums") })
    try ledger.repair()
    #expect(try ledger.problems() == [])
    #expect(try ledger.evidence() == before)
  }

  /// Flips one byte at a time: the ledger must then refuse, or report it, or still say the same.
  @Test func `a damaged byte is refused, reported or harmless`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let sound = try folder.bytes()
    let wanted = try Content(folder.open(.readOnly))
    // Most of a small file's pages is empty room, where damage is harmless.
    let inUse = sound.indices.filter { sound[$0] != 0 }
    var random = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<150 {
      var bytes = sound
      let position =
        Bool.random(using: &random)
        ? Int.random(in: 0..<bytes.count, using: &random)
        : inUse[Int.random(in: 0..<inUse.count, using: &random)]
      bytes[position] ^= UInt8.random(in: 1...255, using: &random)
      try bytes.write(to: URL(filePath: folder.ledgerPath))
      do {
        let ledger = try folder.open(.readOnly)
        guard try ledger.problems().isEmpty else {
          refused += 1
          continue
        }
        #expect(try Content(ledger) == wanted, "byte \(position)")
      } catch is LedgerError {
        refused += 1
      }
    }
    #expect(refused > 60)
  }

  private struct Content: Equatable {
    var evidence: Evidence
    var incidents: [RecordedIncident]
    var histories: [[IncidentRevision]]
    var changes: [Change]
    var vendors: Set<Vendor.ID>

    init(_ ledger: SQLiteLedger) throws {
      evidence = try ledger.evidence()
      incidents = try ledger.incidents(IncidentFilter(standings: Set(IncidentStanding.allCases)))
      histories = try incidents.map { try ledger.history(of: $0.id) }
      changes = try ledger.changes(limit: 999)
      vendors = try ledger.vendorsOnRecord()
    }
  }
}
