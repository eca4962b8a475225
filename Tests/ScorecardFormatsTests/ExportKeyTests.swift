import ScorecardFormats
import ScorecardModel
import Testing

/// The column `id` of an exported incident.
@Suite struct ExportKeyTests {
  private let keys = ExportKey(ledger: -1)

  private func recorded(_ source: String?, _ id: String = "", number: Int64 = 7) throws -> RecordedIncident {
    let incident = Incident(
      vendor: "acme", day: try Day("2026-09-21"), outcome: .good,
      source: source.map { ImportKey(source: $0, id: id) })
    return RecordedIncident(
      id: number, incident: incident, recordedAt: Timestamp(seconds: 1_790_000_000), revision: 1)
  }

  @Test(arguments: [
    ("incidents-csv", "1", "1"), ("mail", "1", "vendorscore:mail:1"),
    ("incidents-csv", "mail:1", "vendorscore:incidents-csv:mail:1"),
    ("vendorscore", "1-2", "vendorscore:1-2"),
    ("mail", "", "vendorscore:7-1790000000-ffffffffffffffff"),
  ])
  func `a key of another system comes back as it was`(source: String, id: String, text: String) throws {
    #expect(keys.text(of: try recorded(source, id)) == text)
    if id.isEmpty { return }
    let column = ImportKey(source: "incidents-csv", id: text)
    #expect(ExportKey.decoded(column, source: nil) == ImportKey(source: source, id: id))
    #expect(ExportKey.decoded(column, source: "named") == column)
  }

  @Test func `a key that would be too long for an import gives way to the ledger's own`() throws {
    let long = String(repeating: "k", count: 200)
    #expect(keys.text(of: try recorded("incidents-csv", long)) == long)
    #expect(keys.text(of: try recorded("mail", long)) == "vendorscore:7-1790000000-ffffffffffffffff")
  }

  @Test(arguments: [
    ("7-1790000000-ffffffffffffffff", true), ("7-1790000000", true), ("7-1790000001", false),
    ("7-1790000000-0000000000000001", false), ("8-1790000000-ffffffffffffffff", false), ("x", false),
    ("07-1790000000", false), ("7-1790000000-", false),
  ])
  func `a ledger knows what it has exported, by earlier versions too`(id: String, isOwn: Bool) throws {
    let one = try recorded(nil)
    let find = { (number: Int64) in number == one.id ? one : nil }
    #expect(keys.exported(as: ImportKey(source: "vendorscore", id: id), find) == (isOwn ? one : nil))
    #expect(keys.exported(as: ImportKey(source: "mail", id: id), find) == nil)
  }
}
