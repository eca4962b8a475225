import Foundation
import ScorecardModel
import Testing

@testable import ScorecardFormats

@Suite struct RulesReaderTests {
  private func problems(_ text: String) -> [String] {
    do throws(OwnerFileProblems) {
      _ = try RulesReader.read(Array(text.utf8), fileName: "r.json")
      return []
    } catch {
      return error.diagnostics.map(\.description)
    }
  }

  private static let sound = """
    {"name": "x", "dates": ["iso"], "vendor": "acme", "day": "Day", "orders": true, "incidents": []}
    """

  @Test func `sound rules have no problem`() { #expect(problems(Self.sound) == []) }

  @Test(arguments: [
    (
      #""vendor": "acme""#, #""vender": "acme""#,
      #"r.json:1:33: unknown key "vender". Did you mean "vendor"?"#
    ),
    (#"["iso"]"#, #"["yyyy/q"]"#, "isn't a date format"),
    (#""orders": true, "incidents": []"#, #""orders": false"#, "these rules take nothing from a file"),
    (#""orders": true"#, #""orders": {"period": "year"}"#, #"period is "year", not "day" or "month""#),
    (#""orders": true"#, #""orders": {"of": "me"}"#, #"of is "store" or "vendor""#),
    (#""acme""#, #"{"field": "V", "unknown": "create"}"#, #"needs the "stage" of new vendors"#),
    (#""acme""#, #"{"field": "V", "unknown": "guess"}"#, #"not "refuse", "skip" or "create""#),
    ("[]}", #"[{"outcome": "bad"}]}"#, "severity"),
    ("[]}", #"[{"severity": 6}]}"#, "severity 6 isn't 1 to 5"),
    ("[]}", #"[{"severity": 2.5}]}"#, "severity 2.5 isn't a whole number"),
    ("[]}", #"[{"outcome": "good", "severity": 3}]}"#, "severity of a good experience"),
    ("[]}", #"[{"severity": 3, "dimension": "speed"}]}"#, "dimension is \"speed\", not"),
    ("[]}", #"[{"severity": 3, "only": [{"field": "A"}]}]}"#, "a condition asks one of"),
    (
      "[]}", #"[{"severity": 3, "only": [{"field": "A", "above": 1, "below": 3}]}]}"#, "here: above and below"
    ),
    ("[]}", #"[{"severity": 3, "only": [{"equals": "A"}]}]}"#, "field"),
    (
      "[]}", #"[{"severity": 3, "hours": {"field": "A", "unit": "weeks"}}]}"#,
      "unit is seconds, minutes, hours or days"
    ),
    (#""day": "Day""#, #""day": 3"#, "day is a number, not a text in quotes"),
    (#""day": "Day", "#, "", "day"),
    (#""name": "x""#, #""name": "X y""#, "use at most 64 lower-case letters"),
    (#""dates""#, #""optional": ["Nobody"], "dates""#, "isn't a field that these rules read"),
    ("{", "", "r.json:1"),
  ])
  func `a mistake is named with its place`(part: String, wrong: String, message: String) {
    let found = problems(Self.sound.replacing(part, with: wrong))
    #expect(found.contains { $0.contains(message) }, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("r.json:1:") })
  }

  @Test func `all mistakes are named at once`() {
    let text = #"{"name": "X", "dates": ["q"], "day": "D", "orders": 3, "nope": 1}"#
    #expect(problems(text).count == 4, "\(problems(text))")
  }

  @Test func `shipped rules have no mistakes`() {
    for file in ShippedRules.files {
      #expect(problems(String(decoding: file.bytes, as: UTF8.self)) == [], "\(file.name)")
    }
    #expect(ShippedRules.formats.count == ShippedRules.files.count)
  }

  @Test func `the schema says the same as the reader`() throws {
    let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let path = "/" + package + "/import-rules.schema.json"
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    let schema = try JSONReader.read(bytes, fileName: "import-rules.schema.json").root
    func keys(_ value: JSONValue?) -> Set<String> { Set(value?["properties"]?.object?.map(\.key) ?? []) }
    let definitions = schema["$defs"]
    #expect(keys(schema) == Set(RulesReader.keys))
    #expect(keys(definitions?["condition"]) == Set(RulesReader.conditionKeys))
    #expect(keys(definitions?["incident"]) == Set(RulesReader.incidentKeys))
    let properties = schema["properties"]
    #expect(keys(properties?["vendor"]?["oneOf"]?.array?.last) == Set(RulesReader.vendorKeys))
    #expect(keys(definitions?["key"]?["oneOf"]?.array?.last) == Set(RulesReader.idKeys))
    #expect(keys(properties?["orders"]?["oneOf"]?.array?.last) == Set(RulesReader.orderKeys))
    let incident = definitions?["incident"]?["properties"]
    #expect(keys(incident?["severity"]?["oneOf"]?.array?.last) == Set(RulesReader.severityKeys))
    let outage = incident?["outage"]
    #expect(keys(outage) == Set(RulesReader.outageKeys))
    #expect(keys(outage?["properties"]?["duration"]) == Set(RulesReader.durationKeys))
    #expect(keys(outage?["properties"]?["impact"]?["oneOf"]?.array?.last) == Set(RulesReader.impactKeys))
    let hours = incident?["hours"]?["oneOf"]?.array ?? []
    #expect(hours.reduce(into: []) { $0.formUnion(keys($1)) } == Set(RulesReader.hoursKeys))
  }
}
