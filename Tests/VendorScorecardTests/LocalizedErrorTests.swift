import Foundation
import ScorecardModel
import Testing
import VendorScorecard

/// What a caller of the library sees, who has no commands.
@Suite struct LocalizedErrorTests {
  private static let errors: [any Error] = [
    WorkspaceError.noCatalog(from: "/shop", named: true),
    WorkspaceError.unknownVendor(typed: "dhll", closest: []),
    WorkspaceError.nothingToCompare([]), WorkspaceError.noBackup(typed: "x"),
    WorkspaceError.badBackup(name: "b", .foreign(place: "/b")),
    WorkspaceError.newVendors(["A"], proposal: nil),
    WorkspaceError.notImportable(path: "/a", .database), WorkspaceError.recordAlone(file: "r", .textBefore),
    WorkspaceError.ambiguousDates(file: "f", example: "3/4/2026", patterns: ["d/M/yyyy", "M/d/yyyy"]),
    LedgerError.duplicate(of: 7), LedgerError.noIncident(9), LedgerError.locked(seconds: 30),
    LedgerError.damaged(place: "/shop/vendorscore.sqlite", .row(table: "incident", number: 7)),
    LedgerError.missing(place: "/shop/vendorscore.sqlite"),
    LedgerError.cutShort(place: "/shop/vendorscore.sqlite"),
    Diagnostic(file: "a.csv", line: 3, message: "whose is it", next: .nameVendor),
  ]

  @Test func `every error reads as a sentence and names no command`() {
    for error in Self.errors {
      let text = error.localizedDescription
      #expect(!text.contains("couldn’t be completed") && text.count > 8, "\(error)")
      #expect(!text.contains("`") && !text.contains("--"), "\(text)")
    }
  }

  @Test func `an error says what, and nothing of its type`() {
    #expect(LedgerError.duplicate(of: 7).localizedDescription == "not saved: same vendor, day and text as #7")
    #expect(
      LedgerError.missing(place: "/shop/vendorscore.sqlite").localizedDescription
        == "vendorscore.sqlite is missing or empty, though it was backed up; no new ledger was created")
    #expect(
      WorkspaceError.badBackup(name: "b", .foreign(place: "/b")).localizedDescription
        == "backup b can't be restored: not a vendorscore ledger. Nothing changed")
  }
}
