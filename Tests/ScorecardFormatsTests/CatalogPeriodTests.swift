import Foundation
import ScorecardModel
import Testing

@testable import ScorecardFormats

/// Scoring §1 "Roles have dates": what is read, and every mistake at its place.
extension CatalogReaderTests {
  /// One vendor of shipping a line, from line 2 on, each with these members too.
  func vendors(_ members: String...) -> String { vendors(members) }

  func vendors(_ members: [String]) -> String {
    let lines = members.enumerated().map {
      "{\"id\": \"v\($0.offset)\", \"name\": \"V\($0.offset)\", \"stage\": \"shipping\", \($0.element)}"
    }
    return """
      {"store": "Sheds", "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": [
      \(lines.joined(separator: ",\n"))]}
      """
  }

  func schema() throws -> SchemaCheck {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: schemaPath)))
    return SchemaCheck(root: try JSONReader.read(bytes, fileName: "vendors.schema.json").root)
  }

  func schemaAccepts(_ text: String) throws -> Bool {
    try schema().accepts(try JSONReader.read(Array(text.utf8), fileName: "v.json").root)
  }

  @Test func `the short form is one period`() throws {
    let text = vendors(
      #""role": "primary", "since": "2024-02-29", "until": "2026-03-01", "share": 0.4"#,
      #""since": "2026-03-01""#, #""role": "former""#, #""role": "candidate", "since": "2099-01-01""#)
    let catalog = try read(text)
    #expect(
      catalog.vendors.map(\.periods) == [
        [
          RolePeriod(
            role: .primary, since: try Day("2024-02-29"), until: try Day("2026-03-01"), share: 0.4)
        ],
        [RolePeriod(role: .primary, since: try Day("2026-03-01"))], [RolePeriod(role: .former)],
        [RolePeriod(role: .candidate, since: try Day("2099-01-01"))],
      ])
    #expect(catalog.vendors.allSatisfy { !$0.listsPeriods })
    #expect(try schemaAccepts(text))
  }

  @Test func `periods are read in their order, with gaps and with dates ahead`() throws {
    let text = vendors(
      """
      "periods": [{"role": "primary", "share": 0.6, "until": "2026-03-01"}, {"role": "fallback", "since": "2026-03-01",
        "until": "2026-05-01"}, {"role": "former", "since": "2026-08-15", "until": "2098-01-01"},
        {"share": 1, "since": "2099-01-01", "role": "primary"}]
      """)
    let vendor = try #require(try read(text).vendors.first)
    #expect(
      vendor.periods == [
        RolePeriod(role: .primary, until: try Day("2026-03-01"), share: 0.6),
        RolePeriod(role: .fallback, since: try Day("2026-03-01"), until: try Day("2026-05-01")),
        RolePeriod(role: .former, since: try Day("2026-08-15"), until: try Day("2098-01-01")),
        RolePeriod(role: .primary, since: try Day("2099-01-01"), share: 1),
      ])
    #expect(vendor.listsPeriods)
    #expect(try schemaAccepts(text))
  }

  @Test func `a list of one period gives the same roles as the short form`() throws {
    let members = #""role": "primary", "since": "2026-03-01", "until": "2026-08-15", "share": 0.5"#
    let (short, list) = (try read(vendors(members)), try read(vendors("\"periods\": [{\(members)}]")))
    #expect(short.roles == list.roles)
    #expect(short.vendors.map(\.listsPeriods) + list.vendors.map(\.listsPeriods) == [false, true])
  }

  /// What is wrong, with ^ where the reader says so; whether the schema sees it too.
  @Test(arguments: [
    (#""role": ^"left""#, true, #"role "left" isn't primary, fallback, candidate or former"#),
    (
      #""role": "fallback", "share": ^0.5"#, true,
      "only a primary has a share, not a fallback; remove it"
    ),
    (
      #""role": "former", "share": ^0"#, true,
      "only a primary has a share, not a former vendor; remove it"
    ),
    (
      #""role": ^"former", "since": "2026-08-15""#, true,
      "the role former doesn't go with since; give the role it had, and until 2026-08-15"
    ),
    (
      #""role": ^"former", "until": "2026-08-15""#, true,
      "the role former doesn't go with until; give the role it had, and until 2026-08-15"
    ),
    (
      #""until": "2026-08-15", "role": ^"former", "since": "2026-09-01""#, true,
      "the role former doesn't go with since and until; give the role it had, and until 2026-08-15"
    ),
    (
      #""since": "2026-03-01", "until": ^"2026-03-01""#, false,
      "until 2026-03-01 isn't after since 2026-03-01; it is the first day on which the role no longer holds"
    ),
    (
      #""until": ^"0001-01-01""#, false,
      "until 0001-01-01 isn't after since 0001-01-01; it is the first day on which the role no longer holds"
    ),
    (#""until": ^"2026-02-30""#, false, #"until "2026-02-30": no day 30 in 2026-02. Write YYYY-MM-DD"#),
    (#""until": ^"March""#, true, #"until "March": not a date. Write YYYY-MM-DD"#),
    (#""until": ^null"#, true, "until is null, not a text in quotes"),
    (#""periods": ^{}"#, true, "periods is an object, not a list"),
    (#""periods": ^[]"#, true, "periods is empty; leave it out, or list what the vendor was"),
    (#""periods": [^"primary"]"#, true, "period is a text, not an object"),
    (
      #""periods": [{"role": "primary", ^"unti": "2026-03-01"}]"#, true,
      #"unknown key "unti". Did you mean "until"?"#
    ),
    (
      #""periods": [{"role": "primary", ^"failover": 1}]"#, true,
      #"unknown key "failover". Known: role, since, until, share"#
    ),
    (
      #""periods": [^{"since": "2026-03-01"}]"#, true,
      #""role" is missing in this period; write primary, fallback, candidate or former"#
    ),
    (
      #""periods": [{"role": "primary"}, ^{"role": "fallback"}]"#, true,
      #""since" is missing in this period; only the first period may have none"#
    ),
    (
      #""periods": [{"role": "primary"}], "role": ^"primary""#, true,
      "role doesn't go with periods; move it into the one it belongs to"
    ),
    (
      #""share": ^7, "periods": [{"role": "primary"}]"#, true,
      "share doesn't go with periods; move it into the one it belongs to"
    ),
    (
      #""since": ^"2026-03-01", "periods": [{"role": "primary"}]"#, true,
      "since doesn't go with periods; move it into the one it belongs to"
    ),
    (
      #""until": ^"2026-03-01", "periods": [{"role": "primary"}]"#, true,
      "until doesn't go with periods; move it into the one it belongs to"
    ),
    (
      #""periods": [{"role": "candidate", "share": ^0.5}]"#, true,
      "only a primary has a share, not a candidate; remove it"
    ),
    (
      #""periods": [{"role": "former", "share": ^0.5}]"#, true,
      "only a primary has a share, not a former vendor; remove it"
    ),
    (
      #""periods": [{"role": "primary", "share": ^1e-9}]"#, true,
      "share 1e-09 is less than one order in a million; write 0"
    ),
    (
      #""periods": [{"role": "primary", "since": "2026-03-01"}, {"role": "fallback", "since": ^"2026-03-01"}]"#,
      false,
      "since 2026-03-01 isn't after 2026-03-01, where the period before it begins; list the oldest first"
    ),
    (
      #""periods": [{"role": "primary"}, {"role": "fallback", "since": ^"0001-01-01"}]"#, false,
      "since 0001-01-01 isn't after 0001-01-01, where the period before it begins; list the oldest first"
    ),
    (
      #""periods": [{"role": "primary", "since": "2026-03-01", "until": ^"2026-02-01"}]"#, false,
      "until 2026-02-01 isn't after since 2026-03-01; it is the first day on which the role no longer holds"
    ),
    (
      #""periods": [{"role": "primary", "until": ^"2026-03-02"}, {"role": "fallback", "since": "2026-03-01"}]"#,
      false,
      "two periods overlap: until 2026-03-02 is after the next one's since; write 2026-03-01, or leave it out"
    ),
  ])
  func `a mistake about roles is named at its place`(members: String, inSchema: Bool, problem: String) throws
  {
    let marked = Marked(vendors(members))
    #expect(problems(marked.text) == ["v.json:\(marked.place): \(problem)"])
    #expect(try schemaAccepts(marked.text) == !inSchema)
  }

  @Test func `every mistake about a vendor's roles is named at once`() {
    let text = vendors(
      """
      "share": 0.5, "role": 1, "periods": [
      {"share": 0.5, "since": "2026-03-01", "until": "2026-02-01"},
      {"role": "fallback", "share": 0.5, "since": "2026-01-01", "until": "2026-09-01"},
      7,
      {"role": "candidate", "since": "2026-08-15"}]
      """)
    #expect(
      problems(text) == [
        "v.json:2:58: share doesn't go with periods; move it into the one it belongs to",
        "v.json:2:71: role doesn't go with periods; move it into the one it belongs to",
        #"v.json:3:1: "role" is missing in this period; write primary, fallback, candidate or former"#,
        "v.json:3:48: until 2026-02-01 isn't after since 2026-03-01; "
          + "it is the first day on which the role no longer holds",
        "v.json:4:31: only a primary has a share, not a fallback; remove it",
        "v.json:4:45: since 2026-01-01 isn't after 2026-03-01, where the period before it begins; "
          + "list the oldest first",
        "v.json:4:68: two periods overlap: until 2026-09-01 is after the next one's since; "
          + "write 2026-08-15, or leave it out", "v.json:5:1: period is a number, not an object",
      ])
  }

  // MARK: Shares of a stage

  /// Vendors, with ^ at the share where the sum is too high, and what is said there.
  @Test(arguments: [
    ([#""share": 0.7"#, #""share": ^0.7"#, #""share": 0.7"#], "more than 1 here"),
    (
      [#""share": 0.7"#, #""since": "2026-03-01", "share": ^0.7"#],
      "1.4 on 2026-03-01, more than 1; lower one, or let another end by then"
    ),
    (
      [#""since": "2026-03-01", "share": ^0.7"#, #""share": 0.7"#],
      "1.4 on 2026-03-01, more than 1; lower one, or let another end by then"
    ),
    (
      [
        #""share": 0.6, "until": "2026-03-02""#, #""since": "2026-03-01", "share": 0.4"#,
        #""since": "2026-03-01", "share": ^0.2"#, #""since": "2026-03-01", "share": 0.1"#,
      ], "1.3 on 2026-03-01, more than 1; lower one, or let another end by then"
    ),
    (
      [
        #""share": 0.6"#,
        #""periods": [{"role": "primary", "share": 0.4}, {"role": "fallback", "since": "2026-03-01"}, "#
          + #"{"role": "primary", "since": "2026-08-15", "share": ^0.400000005}]"#,
      ], "1.000000005 on 2026-08-15, more than 1; lower one, or let another end by then"
    ),
    (
      [#""share": 1"#, #""since": "2099-01-01", "share": ^1"#],
      "2 on 2099-01-01, more than 1; lower one, or let another end by then"
    ),
  ])
  func `shares above 1 are named on the day that makes them so`(members: [String], problem: String) {
    let marked = Marked(vendors(members))
    #expect(
      problems(marked.text) == ["v.json:\(marked.place): the shares of shipping add up to \(problem)"])
  }

  @Test func `each day on which too much begins is named`() {
    let text = vendors(
      #""share": 0.7"#, #""since": "2026-03-01", "share": 0.7"#, #""since": "2026-08-15", "share": 0.1"#)
    #expect(
      problems(text) == [
        "v.json:3:81: the shares of shipping add up to 1.4 on 2026-03-01, more than 1; "
          + "lower one, or let another end by then",
        "v.json:4:81: the shares of shipping add up to 1.5 on 2026-08-15, more than 1; "
          + "lower one, or let another end by then",
      ])
  }

  @Test(arguments: [
    [#""share": 1, "until": "2026-03-01""#, #""share": 1, "since": "2026-03-01""#],
    [
      #""periods": [{"role": "primary", "share": 1}, {"role": "primary", "since": "2026-03-01", "share": 0.3}]"#,
      #""since": "2026-03-01", "share": 0.7"#,
    ],
    [
      #""periods": [{"role": "primary", "share": 1, "until": "2026-03-01"}, {"role": "primary", "since": "2026-08-15", "share": 1}]"#,
      #""since": "2026-03-01", "until": "2026-08-15", "share": 1"#,
    ],
    [#""share": 0.7"#, #""share": 0.3000000005"#, #""since": "2026-03-01", "share": 0"#],
  ])
  func `shares of days apart are not added`(members: [String]) {
    #expect(problems(vendors(members)) == [])
  }

  @Test func `vendors whose stage or periods cannot be read are not held against the others`() {
    let text = vendors(
      #""share": 0.7"#, #""share": 0.7, "since": "March""#, #""share": 0.7, "since": "2026-03-01""#)
    #expect(
      problems(text.replacing("\"V2\", \"stage\": \"shipping\"", with: "\"V2\"")) == [
        #"v.json:3:72: since "March": not a date. Write YYYY-MM-DD"#,
        #"v.json:4:1: "stage" is missing in this vendor"#,
      ])
  }

  // MARK: The rest of the file

  @Test func `the schema knows the keys and the roles of a period`() throws {
    let definitions = try schema().root["$defs"]
    let period = definitions?["period"]?["properties"]?.object
    #expect(period?.map(\.key) == PeriodReader.keys)
    #expect(period?.allSatisfy { $0.value["description"] != nil || $0.key == "share" } == true)
    let roles = definitions?["role"]?["enum"]?.array?.compactMap(\.string)
    #expect(roles == Role.allCases.map(\.rawValue))
  }

  @Test func `the catalog of the demo store fits its schema`() throws {
    let path = schemaPath.replacing("vendors.schema.json", with: "vendors.json")
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    #expect(try schemaAccepts(String(decoding: bytes, as: UTF8.self)))
    #expect(throws: Never.self) { try CatalogReader.read(bytes, fileName: "vendors.json") { _ in true } }
  }
}

/// A text in which one ^ marks a place.
private struct Marked {
  let text: String
  /// Line and column of what follows the mark.
  let place: String

  init(_ marked: String) {
    let before = marked.prefix { $0 != "^" }
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    text = marked.replacing("^", with: "")
    place = "\(lines.count):\((lines.last?.count ?? 0) + 1)"
  }
}
