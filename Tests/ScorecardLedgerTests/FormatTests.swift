import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// What the file's format rests on; these values must never change.
struct FormatTests {
  @Test func `a checksum is frozen and knows every kind of value apart`() {
    func sum(_ add: (inout Checksum) -> Void) -> Int64 {
      var sum = Checksum()
      add(&sum)
      return sum.value
    }
    let sums = [
      sum { _ in }, sum { $0.add(nil as Int64?) }, sum { $0.add(Int64(0)) }, sum { $0.add(Int64(1)) },
      sum { $0.add("") }, sum { $0.add("a") }, sum { $0.add("b") }, sum { $0.add("a\u{0}") },
      sum { $0.add("abcdefgh") }, sum { $0.add("abcdefghi") },
      sum {
        $0.add("a")
        $0.add("b")
      },
      sum {
        $0.add("ab")
        $0.add("")
      },
      sum { $0.add(0.0 as Double?) }, sum { $0.add(-0.0 as Double?) },
    ]
    // 0.0 is stored as the bits that Int64 0 has, in a column of its own.
    #expect(Set(sums).count == sums.count - 1)
    #expect(sum { $0.add("Parcel lost; 40 min hold") } == FormatTests.frozen)
  }
  private static let frozen: Int64 = -2_023_747_820_117_893_058

  @Test func `cells survive packing, and no broken bytes crash`() throws {
    var random = SeededGenerator(seed: 3)
    let month = try Day("2024-02-10").month
    var cells: [EvidenceCell] = []
    for number in 0..<29 * 6 where Bool.random(using: &random) {
      guard let dimension = Dimension.at(index: number % 6) else { continue }
      var cell = EvidenceCell(day: month.firstDay + number / 6, dimension: dimension, sums: EvidenceSums())
      cell.sums.incidentCount = 1
      if Bool.random(using: &random) { cell.sums.repeatedHalfBads = .random(in: 0...9, using: &random) }
      if Bool.random(using: &random) { cell.sums.goods = .random(in: 0...300, using: &random) }
      if Bool.random(using: &random) { cell.sums.harmSquared = .random(in: 0...(.max), using: &random) }
      cells.append(cell)
    }
    let bytes = try CellCoding.encode(cells, month: month)
    func decode(_ bytes: [UInt8]) throws -> [EvidenceCell] {
      var result: [EvidenceCell] = []
      try bytes.withUnsafeBytes { try CellCoding.decode($0, month: month, into: &result) }
      return result
    }
    #expect(try decode(bytes) == cells)
    #expect(throws: DamagedCells.self) { try decode(bytes.dropLast()) }
    for _ in 0..<300 {
      var broken = bytes
      broken[Int.random(in: 0..<broken.count, using: &random)] = .random(in: 0...255, using: &random)
      _ = try? decode(broken)
    }
    cells[0].sums.harm = -1
    #expect(throws: DamagedCells.self) { try CellCoding.encode(cells, month: month) }
  }

  @Test func `every field of an incident but its vendor's name has a part in its checksum`() throws {
    // The row has the vendor's number.
    let incidents =
      try [IncidentFields.complete()]
      + IncidentFields.others().filter { $0.field != "vendor" }.map(\.incident)
    let checksums = incidents.map { incident in
      IncidentRow(
        id: 7, revision: 1, change: 3, recordedAt: noon, standing: .inForce, vendor: 1, source: nil,
        incident: incident, key: nil, imported: false, event: nil
      ).checksum
    }
    #expect(Set(checksums).count == checksums.count)
  }

  @Test func `details are frozen, and nothing else is read`() throws {
    var details = IncidentDetails()
    details.followUp = try Day("1969-12-31")
    #expect(DetailsCoding.encode(details) == #"{"followUp":-1}"#)
    details.claimBy = try Day("2026-10-01")
    details.claimed = Money(thousandths: 12_500)
    details.recovered = Money(thousandths: 0)
    details.count = IncidentCount(thousandths: 7_170) ?? .one
    details.outage = Outage(startedAt: noon, endedAt: noon, impact: .maintenance)
    details.sameAs = 145
    let text =
      #"{"claimBy":20727,"claimed":12500,"count":7170,"endedAt":1790000000,"followUp":-1,"#
      + #""impact":"maintenance","recovered":0,"sameAs":145,"startedAt":1790000000}"#
    #expect(DetailsCoding.encode(details) == text)
    #expect(try DetailsCoding.decode(text) == details)
    for broken in FormatTests.brokenDetails {
      #expect(throws: DamagedDetails.self, "\(broken)") { try DetailsCoding.decode(broken) }
    }
    var random = SeededGenerator(seed: 11)
    var readable = 0
    for _ in 0..<2_000 {
      var bytes = Array(text.utf8)
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      let changed = String(decoding: bytes, as: UTF8.self)
      guard let read = try? DetailsCoding.decode(changed) else { continue }
      #expect(DetailsCoding.encode(read) == changed)
      readable += 1
    }
    #expect(readable > 5)
  }
  private static let brokenDetails = [
    "", "{}", "[]", "null", #"{"claimed":0}"#, #"{"claimed":-5}"#, #"{"claimed":5.0}"#, #"{"claimed":05}"#,
    #"{"claimed":+5}"#, #"{"claimed": 5}"#, #"{"claimed":"5"}"#, #"{"claimed":5,}"#, #"{"claimed":5}}"#,
    #"{"claimed":5,"claimed":5}"#, #"{"claimed":5,"claimBy":5}"#, #"{"other":5}"#, #"{"recovered":-1}"#,
    #"{"claimed":99999999999999}"#, #"{"claimed":99999999999999999999}"#, #"{"count":1000}"#, #"{"count":0}"#,
    #"{"sameAs":0}"#, #"{"sameAs":-1}"#, #"{"sameAs":1.5}"#, #"{"sameAs":01}"#, #"{"claimBy":2932897}"#,
    #"{"startedAt":5}"#, #"{"impact":"major"}"#, #"{"endedAt":5}"#,
    #"{"impact":"huge","startedAt":5}"#, #"{"endedAt":4,"impact":"major","startedAt":5}"#,
    #"{"impact":"major","startedAt":9223372036854775807}"#, "{\"claimed\":5}\n", #"x"claimed":5}"#,
  ]

  @Test func `a flat table holds what a dictionary holds`() {
    var random = SeededGenerator(seed: 5)
    var table = OpenAddressingMap(initial: 0)
    var dictionary: [UInt64: Int] = [:]
    for number in 0..<20_000 {
      let key = UInt64.random(in: 1...6_000, using: &random) << 32
      table[key] += number
      dictionary[key, default: 0] += number
    }
    #expect(table.sortedKeys == dictionary.keys.sorted())
    for (key, value) in dictionary { #expect(table[key] == value) }
    var set = OpenAddressingMap<Void>(initial: ())
    let isNew = [set.insert(0), set.insert(0), set.insert(9), set.insert(9)]
    #expect(isNew == [true, false, true, false])
    #expect(set.contains(9) && set.contains(0) && !set.contains(8))
  }
}
