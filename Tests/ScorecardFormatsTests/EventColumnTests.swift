import ScorecardFormats
import ScorecardModel
import Testing

/// The column that says which rows are one event.
struct EventColumnTests {
  private func read(_ text: String, map: [String: String] = [:]) throws -> Fixture.Reading {
    try Fixture.read(Array(text.utf8), map: map)
  }

  @Test func `a row that names an event is handed out with its name and its place`() throws {
    let reading = try read(
      "date,vendor,outcome,severity,id,event\n2026-09-21,acme,bad,4,n1,n1\n"
        + "2026-09-22,acme,bad,2,n2,n 1\n2026-09-22,acme,good,,n3,\n")
    #expect(reading.messages == [])
    let names = reading.rows.map { row in
      if case .eventIncident(let incident, let event, true, let line) = row {
        "\(line): \(incident.source?.id ?? "") \(event.name)"
      } else {
        "\(row.line)"
      }
    }
    #expect(names == ["2: n1 n1", "3: n2 n 1", "4"])
    guard case .eventIncident(_, let event, _, _) = reading.rows[0] else {
      Issue.record("\(reading.rows[0])")
      return
    }
    #expect(event.place.line == 2 && event.place.column == 26)
    #expect(event.place.excerpt == "2026-09-21,acme,bad,4,n1,n1")
  }

  @Test func `it may have another name in the file, and is as long as an id`() throws {
    let reading = try read(
      "date,vendor,outcome,case\n2026-09-22,acme,good,n1\n2026-09-22,acme,good,\(String(repeating: "n", count: 201))\n",
      map: ["event": "case"])
    #expect(reading.rows.count == 1)
    #expect(reading.messages == ["f.csv:3:22: event has 201 bytes; at most 200 fit"])
  }
}
