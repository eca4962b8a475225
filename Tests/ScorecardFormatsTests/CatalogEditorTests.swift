import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardFormats

/// `vendors.json` is the owner's: a change is seen nowhere but where it is.
@Suite struct CatalogEditorTests {
  // MARK: Shapes

  private let oneLine = """
    {
      "store": "Sheds",
      "journey": [{ "id": "shipping", "name": "Shipping" }],
      "vendors": [
        { "id": "acme", "name": "Acme", "stage": "shipping", "notes": "a { \\"b\\" ] c" },
        { "id": "nord", "name": "N\\u00f6rd", "stage": "shipping", "role": "candidate" }
      ]
    }

    """

  private let lines = """
    {
    \t"store": "Sheds",
    \t"journey": [
    \t\t{
    \t\t\t"id": "shipping",
    \t\t\t"name": "Shipping"
    \t\t}
    \t],
    \t"vendors": [
    \t\t{
    \t\t\t"id": "acme",
    \t\t\t"name": "Acme",
    \t\t\t"stage": "shipping",
    \t\t\t"role": "primary",
    \t\t\t"share": 0.40,
    \t\t\t"contact": "x"
    \t\t}
    \t]
    }
    """

  @Test func `a new vendor is written as its neighbour is`() throws {
    let vendor = Vendor(id: "parcelo", name: "Parcelo", stage: "shipping", role: .candidate, aliases: ["P"])
    #expect(
      try edited(oneLine, .addVendor(vendor))
        == oneLine.replacing(
          "\"role\": \"candidate\" }\n",
          with: """
            "role": "candidate" },
                { "id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "candidate", "aliases": ["P"] }

            """))
    #expect(
      try edited(lines, .addVendor(vendor))
        == lines.replacing(
          "\"x\"\n\t\t}\n",
          with: "\"x\"\n\t\t},\n\t\t{\n\t\t\t\"id\": \"parcelo\",\n\t\t\t\"name\": \"Parcelo\",\n\t\t\t"
            + "\"stage\": \"shipping\",\n\t\t\t\"role\": \"candidate\",\n\t\t\t\"aliases\": [\"P\"]\n\t\t}\n")
    )
  }

  @Test func `the first vendor has a line of its own`() throws {
    let text =
      "{\n  \"store\": \"S\",\n  \"journey\": [{\"id\": \"a\", \"name\": \"A\"}],\n  \"vendors\": []\n}\n"
    #expect(
      try edited(text, .addVendor(Vendor(id: "x", name: "X", stage: "a")))
        == text.replacing(
          "[]\n",
          with: "[\n    { \"id\": \"x\", \"name\": \"X\", \"stage\": \"a\", \"role\": \"primary\" }\n  ]\n"))
  }

  @Test func `a file on one line stays on one line`() throws {
    let text =
      #"{"store":"S","journey":[{"id":"a","name":"A"}],"vendors":[{"id":"x","name":"X","stage":"a"}]}"#
    let day = try Day("2026-12-01")
    let catalog = try read(text)
    let added = Vendor(id: "y", name: "Y", stage: "a", role: .fallback)
    #expect(
      try edited(text, .addVendor(added))
        == text.replacing("}]}", with: #"},{"id":"y","name":"Y","stage":"a","role":"fallback"}]}"#))
    #expect(
      try edited(text, catalog.retiring(catalog.vendors[0], on: day))
        == text.replacing(#""stage":"a""#, with: #""stage":"a","until":"2026-12-01""#))
  }

  @Test func `a day is put where the reader lists it`() throws {
    let catalog = try read(lines)
    #expect(
      try edited(lines, catalog.retiring(catalog.vendors[0], on: Day("2026-12-01")))
        == lines.replacing(
          "\"role\": \"primary\",\n", with: "\"role\": \"primary\",\n\t\t\t\"until\": \"2026-12-01\",\n"))
  }

  @Test func `line ends and the byte order mark stay`() throws {
    let text = "\u{FEFF}" + lines.replacing("\n", with: "\r\n") + "\r\n \r\n"
    let catalog = try read(text)
    let day = try Day("2026-12-01")
    #expect(
      try edited(text, catalog.retiring(catalog.vendors[0], on: day))
        == text.replacing(
          "\"role\": \"primary\",\r\n", with: "\"role\": \"primary\",\r\n\t\t\t\"until\": \"2026-12-01\",\r\n"
        ))
    let added = try edited(text, .addVendor(Vendor(id: "y", name: "Y", stage: "shipping")))
    #expect(added.utf8.count { $0 == 0x0A } == added.utf8.count { $0 == 0x0D })
  }

  @Test func `a role that changes makes periods of what was`() throws {
    let text = oneLine.replacing(
      #""role": "candidate""#, with: #""role": "fallback", "since": "2026-01-01", "failover": 1"#)
    let catalog = try read(text)
    let changes = try catalog.switching(catalog.vendors[0], to: catalog.vendors[1], on: Day("2026-12-01"))
    #expect(
      try edited(text, changes)
        == text.replacing(
          #""stage": "shipping", "notes""#, with: #""stage": "shipping", "until": "2026-12-01", "notes""#
        ).replacing(
          #""role": "fallback", "since": "2026-01-01", "failover""#,
          with:
            #""periods": [{ "role": "fallback", "since": "2026-01-01" }, { "role": "primary", "since": "2026-12-01" }], "failover""#
        ))
  }

  @Test func `periods stand on lines where members do`() throws {
    let catalog = try read(lines)
    var vendor = catalog.vendors[0]
    vendor.periods.append(RolePeriod(role: .fallback, since: try Day("2026-12-01")))
    vendor.listsPeriods = true
    #expect(
      try edited(lines, .changeVendor("acme", to: vendor))
        == lines.replacing(
          "\"role\": \"primary\",\n\t\t\t\"share\": 0.40,\n",
          with: "\"periods\": [\n\t\t\t\t{ \"role\": \"primary\", \"share\": 0.4 },\n"
            + "\t\t\t\t{ \"role\": \"fallback\", \"since\": \"2026-12-01\" }\n\t\t\t],\n"))
  }

  @Test func `commas may come first`() throws {
    let text = """
      { "store": "S"
      , "journey": [ { "id": "a", "name": "A" } ]
      , "vendors":
        [ { "id": "x"
          , "name": "X"
          , "stage": "a"
          }
        , { "id": "y", "name": "Y", "stage": "a", "role": "candidate" }
        ]
      }
      """
    let catalog = try read(text)
    #expect(
      try edited(text, catalog.renaming(catalog.vendors[0], to: "X2"))
        == text.replacing("\"X\"", with: "\"X2\"").replacing(
          "\"stage\": \"a\"\n", with: "\"stage\": \"a\"\n    , \"aliases\": [\"X\"]\n"))
    #expect(
      try edited(text, .removeVendor("y"))
        == text.replacing(
          "\n  , { \"id\": \"y\", \"name\": \"Y\", \"stage\": \"a\", \"role\": \"candidate\" }", with: ""))
  }

  @Test func `an alias joins the others`() throws {
    let text = oneLine.replacing(#""notes""#, with: #""aliases": [ "A&C" ], "notes""#)
    let catalog = try read(text)
    #expect(
      try edited(text, catalog.renaming(catalog.vendors[0], to: "Acme Freight"))
        == text.replacing("\"Acme\"", with: "\"Acme Freight\"").replacing(
          #""aliases": [ "A&C" ]"#, with: #""aliases": [ "A&C", "Acme" ]"#))
  }

  @Test func `a carrier is written, changed and taken out in its place`() throws {
    let without = try read(oneLine)
    let with = oneLine.replacing(#" ] c" }"#, with: #" ] c", "carrier": "acme-group" }"#)
    let renamed = try without.renaming(without.vendors[0], to: "Acme", carrier: "acme-group")
    #expect(try edited(oneLine, renamed) == with)
    let catalog = try read(with)
    #expect(
      try edited(with, catalog.renaming(catalog.vendors[0], to: "Acme", carrier: "a"))
        == with.replacing("acme-group", with: "a"))
    var none = catalog.vendors[0]
    none.carrier = nil
    #expect(try edited(with, .changeVendor("acme", to: none)) == oneLine)
    #expect(throws: CatalogRefusal.nothingToRename(catalog.vendors[0])) {
      try catalog.renaming(catalog.vendors[0], to: "Acme", carrier: "acme-group")
    }
  }

  // MARK: Whatever the catalog

  @Test(arguments: 0..<400) func `what is not concerned stays byte for byte`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = RandomCatalogText.make(&random)
    let catalog = try read(text)
    guard let changes = randomChanges(of: catalog, &random) else { return }
    let after = try edited(text, changes)
    #expect(try read(after) == catalog.applying(changes), "\(text)\n\(after)")
    try compare(VendorSlices(text), VendorSlices(after), changes, catalog)
  }

  private func compare(
    _ before: VendorSlices, _ after: VendorSlices, _ changes: [CatalogChange], _ catalog: Catalog
  ) throws {
    var touched: Set<Vendor.ID> = []
    var isJourneyTouched = false
    for change in changes {
      switch change {
      case .addStage: isJourneyTouched = true
      case .addVendor: break
      case .changeVendor(let id, let vendor): touched.formUnion([id, vendor.id])
      case .removeVendor(let id): touched.insert(id)
      }
    }
    if !isJourneyTouched { #expect(before.head == after.head) }
    #expect(before.tail.trimmingBlanks == after.tail.trimmingBlanks)
    for (vendor, slice) in zip(catalog.vendors, before.vendors) where !touched.contains(vendor.id) {
      #expect(after.vendors.contains(slice), "\(vendor.id): \(slice)")
    }
    for case .changeVendor(let id, let vendor) in changes {
      let place = try #require(catalog.vendors.firstIndex { $0.id == id })
      let now = catalog.applying(changes).vendors
      let new = after.vendors[try #require(now.firstIndex { $0.id == vendor.id })]
      for member in ["notes", "contact", "claims", "failover", "stage"] {
        guard let old = RandomCatalogText.member(member, of: before.vendors[place]) else { continue }
        #expect(new.contains(old), "\(old) in \(new)")
      }
    }
  }

  private func randomChanges(of catalog: Catalog, _ random: inout SeededGenerator) -> [CatalogChange]? {
    let day = Day.earliest + Int.random(in: 739_000...740_000, using: &random)
    let names = ["Zed \"Quick\"", "Übervan", "a\\b", "Ox\tNo", "日本便"]
    let name = names.randomElement(using: &random) ?? ""
    let first = catalog.vendors.randomElement(using: &random)
    let second = catalog.vendors.randomElement(using: &random)
    let share = [nil, 0.25, 1.0 / 3].randomElement(using: &random) ?? nil
    do {
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        return try catalog.adding(
          Vendor(
            id: "zed", name: name, stage: "pay", role: share == nil ? .candidate : .primary,
            aliases: Bool.random(using: &random) ? ["Z1", "Z \u{301}"] : [], since: day,
            share: share.map { $0 / 100 }))
      case 1:
        let changes = try catalog.adding(
          Stage(id: "new", name: "New"), at: Int.random(in: 0...2, using: &random))
        return try changes + catalog.applying(changes).adding(Vendor(id: "zed", name: name, stage: "new"))
      case 2: return try first.map { first in try catalog.retiring(first, on: day) }
      case 3:
        guard let first, let second else { return nil }
        return try catalog.switching(first, to: second, on: day)
      case 4:
        return try first.map { first in
          try catalog.renaming(
            first, to: name, id: Bool.random(using: &random) ? "zed" : nil,
            carrier: Bool.random(using: &random) ? "zed-group" : nil)
        }
      default:
        guard let first, let second else { return nil }
        return try catalog.merging(first, into: second)
      }
    } catch { return nil }
  }

  // MARK: Parts

  private func read(_ text: String) throws -> Catalog {
    try CatalogReader.read(Array(text.utf8), fileName: "v.json") { _ in true }
  }

  private func edited(_ text: String, _ changes: CatalogChange...) throws -> String {
    try edited(text, changes)
  }

  private func edited(_ text: String, _ changes: [CatalogChange]) throws -> String {
    let catalog = try read(text)
    let after = CatalogEditor.text(Array(text.utf8), of: catalog, applying: changes)
    let result = String(decoding: after, as: UTF8.self)
    #expect(try read(result) == catalog.applying(changes), "\(result)")
    return result
  }
}

/// A catalog's text cut at its vendors, by its brackets alone.
private struct VendorSlices {
  /// Up to the list of vendors, and from its end.
  var head = ""
  var tail = ""
  var vendors: [String] = []

  init(_ text: String) throws {
    let bytes = Array(text.utf8)
    let key = try #require(text.firstRange(of: "\"vendors\""))
    var index = text[..<key.upperBound].utf8.count
    while bytes[index] != UInt8(ascii: "[") { index += 1 }
    head = String(decoding: bytes[...index], as: UTF8.self)
    var (depth, start) = (0, 0)
    index += 1
    while depth > 0 || bytes[index] != UInt8(ascii: "]") {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0 { start = index }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { vendors.append(String(decoding: bytes[start...index], as: UTF8.self)) }
      default: break
      }
      index += 1
    }
    tail = String(decoding: bytes[index...], as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring { drop { $0.isWhitespace } }
}

/// Catalogs as owners may write them.
private enum RandomCatalogText {
  /// How an object is written.
  private struct Style {
    var open: String
    var separator: String
    var close: String
    var colon: String
  }

  static func make(_ random: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...4, using: &random)
    let day = { (random: inout SeededGenerator) in
      "\(Day.earliest + Int.random(in: 738_000...739_500, using: &random))"
    }
    let vendors = (0..<count).map { index in
      var members = [
        ("id", "\"v\(index)\""),
        ("name", ["\"V\(index)\"", "\"V\\u00e9\(index) \\\"x\\\"\""].randomElement(using: &random) ?? ""),
        ("stage", ["\"pay\"", "\"ship\""].randomElement(using: &random) ?? ""),
      ]
      let role = ["primary", "fallback", "candidate"].randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1: members.append(("role", "\"\(role)\""))
      case 2:
        members.append(("role", "\"primary\""))
        members.append(("since", "\"\(day(&random))\""))
        members.append(("share", ["0.1", "1e-1", "0.10"].randomElement(using: &random) ?? ""))
      default:
        members.append(
          (
            "periods",
            "[{\"role\": \"\(role)\"}, { \"role\" : \"primary\", \"since\":\"\(day(&random))\", \"share\": 0.2}]"
          ))
      }
      if Bool.random(using: &random) { members.append(("aliases", "[\"A\(index)\" , \"B\(index)\"]")) }
      if Bool.random(using: &random) { members.append(("notes", #""{ \"periods\": [ ] } \\""#)) }
      if Bool.random(using: &random) { members.append(("contact", #""é\u20ac 日本""#)) }
      if Bool.random(using: &random) { members.append(("claims", "{\n\"lossDays\" :30 }")) }
      if Bool.random(using: &random) { members.append(("failover", "5e-1")) }
      return object(members.shuffled(using: &random), style(depth: 2, &random))
    }
    let gap = ["\n    ", "", " ", "\n\t\t"].randomElement(using: &random) ?? ""
    let list = "[" + gap + vendors.joined(separator: "," + gap) + (gap.isEmpty ? "" : "\n  ") + "]"
    let journey = #"[ {"id":"pay","name":"Pay [1]"}, { "id": "ship", "name": "Ship" } ]"#
    let top = object(
      [
        ("store", "\"S\\u0074\""), ("journey", journey), ("vendors", vendors.isEmpty ? "[]" : list),
        ("currency", "\"EUR\""),
      ],
      style(depth: 1, &random))
    let mark = Bool.random(using: &random) ? "\u{FEFF}" : ""
    let end = ["", "\n", " \t\n\n"].randomElement(using: &random) ?? ""
    let text = mark + top + end
    return Bool.random(using: &random) ? text.replacing("\n", with: "\r\n") : text
  }

  private static func style(depth: Int, _ random: inout SeededGenerator) -> Style {
    let unit = ["  ", "\t", "    "].randomElement(using: &random) ?? ""
    let indent = "\n" + String(repeating: unit, count: depth)
    let outer = "\n" + String(repeating: unit, count: depth - 1)
    let colon = [": ", ":", " : "].randomElement(using: &random) ?? ""
    return switch Int.random(in: 0..<5, using: &random) {
    case 0: Style(open: " ", separator: ", ", close: " ", colon: colon)
    case 1: Style(open: "", separator: ",", close: "", colon: colon)
    case 2: Style(open: indent, separator: "," + indent, close: outer, colon: colon)
    case 3: Style(open: indent, separator: ", ", close: outer, colon: colon)
    default: Style(open: " ", separator: outer + ", ", close: outer, colon: colon)
    }
  }

  private static func object(_ members: [(String, String)], _ style: Style) -> String {
    "{" + style.open + members.map { "\"\($0.0)\"" + style.colon + $0.1 }.joined(separator: style.separator)
      + style.close + "}"
  }

  /// A member with its key, as it is written.
  static func member(_ key: String, of vendor: String) -> String? {
    guard let start = vendor.firstRange(of: "\"\(key)\"") else { return nil }
    let rest = vendor[start.upperBound...]
    let value: Substring
    switch key {
    case "claims": value = rest.prefix { $0 != "}" }
    case "failover": value = rest.prefix { !$0.isNewline && $0 != "," && $0 != "}" }
    default:
      guard let open = rest.firstIndex(of: "\"") else { return nil }
      var end = rest.index(after: open)
      while rest[end] != "\"" { end = rest.index(end, offsetBy: rest[end] == "\\" ? 2 : 1) }
      value = rest[...end]
    }
    return "\"\(key)\"" + value
  }
}
