import ScorecardModel
import Testing

@testable import ScorecardPresentation

@Suite struct ErrorTextTests {
  private static let backup = Backup(
    path: "/s/backups/2026-09-20T101500Z.sqlite", name: "2026-09-20T101500Z",
    at: Fixture.moment("2026-09-20"),
    content: .sound(
      LedgerExtent(incidentCount: 212, changes: 240, chain: 1, lastChange: nil, schema: 2)))

  @Test func `a damaged ledger comes with its way back`() {
    let restore = LedgerRecovery.backup(Self.backup, name: "2026-09-20")
    #expect(RecoveryText.sentence(restore) == "Last good backup: 20 Sep 2026, 212 entries")
    #expect(restore.next == .restore("2026-09-20"))
    #expect(RecoveryText.sentence(.rebuild) == "Every record is readable")
    #expect(LedgerRecovery.rebuild.next == .repair)
    #expect(RecoveryText.sentence(.unknown) == nil)
  }

  @Test(arguments: [
    (
      Finding.damage("row 7 is not as it was written", .rebuild),
      "every record is readable. Rebuild the ledger file: `vendorscore doctor --repair`"
    ),
    (
      .futureEntries(count: 3, first: 9, today: Fixture.day("2026-09-20")),
      "check this computer's clock, or correct the date: `vendorscore edit 9 --on DATE`"
    ),
    (.unreadableBackup("2026-09-20T101500Z"), "make another: `vendorscore backup`"),
    (.policyChanged, "nothing: the next change updates the stored sums"),
  ]) func `a finding says what to do about it`(finding: Finding, next: String) {
    #expect(FindingText(in: Fixture.catalog, hints: Fixture.screen().hints).next(finding) == next)
  }

  @Test func `without hints a finding names no command`() {
    let words = FindingText(in: Fixture.catalog, hints: .none)
    #expect(words.next(.unreadableBackup("b")) == "make another")
    #expect(words.next(.damage("x", .rebuild)) == "every record is readable")
  }

  @Test func `what the next finding says as well is said once`() {
    let words = FindingText(in: Fixture.catalog, hints: .none)
    #expect(
      words.lines([.damage("a", .rebuild), .damage("b", .rebuild), .openToOthers]) == [
        "✗ a", "✗ b\n  Next    every record is readable",
        "! other users of this computer can open vendorscore.sqlite\n  Next    chmod 600 vendorscore.sqlite",
      ])
  }

  @Test func `a sentence is followed by another with one full stop between them`() {
    #expect("no vendor".followed(by: "See all") == "no vendor. See all")
    #expect("with whom?".followed(by: "Name one") == "with whom? Name one")
    #expect("Acme Inc.".followed(by: "See all") == "Acme Inc. See all")
    #expect("no vendor".followed(by: nil) == "no vendor")
  }
}
