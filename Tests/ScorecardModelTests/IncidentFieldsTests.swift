import ScorecardModel
import TestSupport
import Testing

@Suite struct IncidentFieldsTests {
  @Test func `no field of an incident is left out of what the others are held against`() throws {
    let outage = try #require(IncidentFields.complete().details.outage)
    let fields =
      Mirror(reflecting: try IncidentFields.complete()).children.compactMap(\.label)
      + Mirror(reflecting: IncidentDetails()).children.compactMap(\.label)
      + Mirror(reflecting: outage).children.compactMap { $0.label.map { "outage." + $0 } }
    #expect(
      Set(fields).subtracting(["boxed", "source"])
        == Set(try IncidentFields.others().map { $0.field.prefix { $0 != " " } }.map(String.init)))
    let whole = try IncidentFields.complete()
    for other in try IncidentFields.others() { #expect(other.incident != whole, "\(other.field)") }
  }
}
