import ScorecardFormats
import ScorecardModel
import Testing

@testable import ScorecardPresentation

struct CSVTests {
  /// What an importer reads back.
  private func plain(_ cell: String) -> String {
    FormulaGuard.marks(cell.utf8) ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  @Test func `every text comes back from a cell`() {
    let texts = HostileText.texts(4000, seed: 13)
    for text in texts {
      let rows = parsed(CSVCell.line([text, "x"]))
      #expect(rows.count == 1)
      #expect(rows.first?.map(plain) == [text, "x"], "\(text.debugDescription)")
    }
  }

  @Test func `no cell begins as a formula, numbers excepted`() throws {
    for text in HostileText.texts(4000, seed: 17) where !text.isEmpty {
      let cell = try #require(parsed(CSVCell.line([text])).first?.first)
      let first = try #require(cell.utf8.first)
      #expect(!"=@\t\r".utf8.contains(first), "\(cell)")
      if "+-".utf8.contains(first) { #expect(Double(cell) != nil, "\(cell)") }
    }
    #expect(["-5", "+3.5", "-1e3", "-.5"].map(CSVCell.csvCell) == ["-5", "+3.5", "-1e3", "-.5"])
    #expect(
      ["-", "-5x", "+1-1", "-1e", "@a", "=1"].map(CSVCell.csvCell) == [
        "'-", "'-5x", "'+1-1", "'-1e", "'@a", "'=1",
      ])
    #expect(CSVCell.csvCell("'tis") == "'tis")
    #expect(plain("'=x") == "=x")
  }

  @Test func `exported incidents read back field by field`() {
    let rows = parsed(Fixture.csv(Fixture.incidents)).map { $0.map(plain) }
    #expect(rows.map(\.count) == [22, 22, 22, 22, 22])
    #expect(rows.dropFirst().map { $0[5] } == Fixture.incidents.map(\.incident.summary))
    #expect(
      rows[4] == [
        "2026-09-21", "northwind", "bad", "4", "reliability", "Parcel lost; 40 min hold, no callback", "no",
        "",
        "vendor", "phone", "40", "26.5", "30.50", "", "", "", "", "", "", "", "", "",
      ])
  }

  @Test func `each incident of an event bears the id of the first one that is in the file`() {
    func incident(_ number: Int64, _ event: Int64?, _ id: String) -> RecordedIncident {
      var recorded = Fixture.praise
      (recorded.id, recorded.event) = (number, event)
      recorded.incident.source = id.isEmpty ? nil : ImportKey(source: ImportFormat.interchange.name, id: id)
      return recorded
    }
    // The first of event 1 is not among them, two events have a first one without an id, and one of those but one.
    let all = [
      incident(9, 1, "i9"), incident(4, 1, "i4"), incident(5, nil, "i5"), incident(6, 6, ""),
      incident(7, 6, "i7"), incident(8, 8, ""),
    ]
    let cells = EventCells(all, id: Fixture.key)
    #expect(all.map(cells.cell) == ["i4", "i4", "", "#6", "#6", ""])
    #expect(
      parsed(Fixture.csv(all)).map { $0[14] } == ["event", "i4", "i4", "", "#6", "#6", ""])
  }

  /// A strict RFC 4180 reader.
  private func parsed(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    var quoted = false
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where quoted && bytes.first == UInt8(ascii: "\""):
        cell.append(bytes.removeFirst())
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ",") where !quoted, 0x0A where !quoted:
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == 0x0A {
          rows.append(row)
          row = []
        }
      case 0x0D where !quoted: break
      default: cell.append(byte)
      }
    }
    return rows
  }
}
