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
      Finding.damage(.sums(of: "parcelo"), .rebuild),
      "every record is readable. Rebuild the ledger file: `vendorscore doctor --repair`"
    ),
    (
      .futureEntries(count: 3, first: 9, today: Fixture.day("2026-09-20")),
      "check this computer's clock, or correct the date: `vendorscore edit 9 --on DATE`"
    ),
    (.unreadableBackup("2026-09-20T101500Z"), "make another: `vendorscore backup`"),
    (
      .otherPolicy(ServerPlace(address: "postgresql://db", settings: [], ledger: "main")),
      "if all who log there are to have this one, its owner makes it so. Then: `vendorscore policy adopt`"
    ),
    (.policyChanged, "nothing: the next change updates the stored sums"),
  ]) func `a finding says what to do about it`(finding: Finding, next: String) {
    #expect(FindingText(in: Fixture.catalog, hints: Fixture.screen().hints).next(finding) == next)
  }

  @Test func `a refused row says why as a clause`() throws {
    let month = try #require(
      Volume(from: Fixture.day("2026-09-01"), to: Fixture.day("2026-10-01"), orders: 1_186, vendor: "parcelo")
    )
    let days = try #require(
      Volume(from: Fixture.day("2026-09-01"), to: Fixture.day("2026-09-21"), orders: 1))
    let texts: [(Unstorable, String)] = [
      (.tooLong(.channel, limit: 1_000), "channel is longer than 1000 bytes"),
      (.hoursToResolve(-0.5), "hours to resolve -0.5: use 0 to 100000"),
      (
        .overlap(month, inThisImport: true),
        "overlaps 1,186 orders of parcelo in 2026-09, which is in this import too. Keep one of them"
      ),
      (
        .overlap(days, inThisImport: false),
        "overlaps 1 order from 2026-09-01 to 2026-09-20, which is on record. Give exactly its days to replace it"
      ),
      (.record(.outOfPlace(.checkIns)), "a check-in is out of place"),
    ]
    for (reason, text) in texts { #expect(UnstorableText.clause(reason) == text) }
  }

  @Test func `without hints a finding names no command`() {
    let words = FindingText(in: Fixture.catalog, hints: .none)
    #expect(words.next(.unreadableBackup("b")) == "make another")
    #expect(words.next(.damage(.evidenceSums, .rebuild)) == "every record is readable")
  }

  @Test func `what the next finding says as well is said once`() {
    let words = FindingText(in: Fixture.catalog, hints: .none)
    #expect(
      words.lines([.damage(.historyGap(7), .rebuild), .damage(.volume(1), .rebuild), .openToOthers]) == [
        "✗ #7: its history has a gap", "✗ volume 1 is damaged\n  Next    every record is readable",
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
